import type { Project } from '../configuration.ts';

/** Where a project's badge leads: to its own link, else to its place in the list of badges. */
export const projectUrl = ({ name, link }: Pick<Project, 'name' | 'link'>, origin: string): string =>
  link ?? `${origin}/badges?${new URLSearchParams({ project: name }).toString()}`;
