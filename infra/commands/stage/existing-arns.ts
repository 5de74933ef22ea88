import type { RefusedFile } from '../../projects-file/read-projects-file.ts';

/** The ARNs of the projects that already exist. */
export const existingArns = ({ projects }: Pick<RefusedFile, 'projects'>): readonly string[] =>
  projects.flatMap(({ written }) => written.arn ?? []);
