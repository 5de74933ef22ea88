import type { Project } from '../configuration.ts';

/** The page that a project's badge links to: its own link, or else its entry in the list of badges. */
export const projectUrl = ({ name, link }: Pick<Project, 'name' | 'link'>, origin: string): string =>
  link ?? `${origin}/badges?${new URLSearchParams({ project: name }).toString()}`;
