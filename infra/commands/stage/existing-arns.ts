import type { RefusedFile } from '../../projects-file/read-projects-file.ts';

/** Of the projects that exist already. */
export const existingArns = ({ projects }: Pick<RefusedFile, 'projects'>): readonly string[] =>
  projects.flatMap(({ written }) => written.arn ?? []);
