import type { Project } from '../configuration.ts';
import { projectPath } from '../page-path.ts';

/** Where a project's badge leads: to its own link, or else to its page, or else to its entry in the list of badges. */
export function projectUrl({ name, link, pages }: Pick<Project, 'name' | 'link' | 'pages'>, origin: string): string {
  if (link !== undefined) return link;
  return (
    origin + (pages === undefined ? `/badges?${new URLSearchParams({ project: name }).toString()}` : projectPath(name))
  );
}
