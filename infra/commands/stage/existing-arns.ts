import type { RefusedFile } from '../../projects-file/read-projects-file.ts';

/** Of the projects that exist already. */
export const existingArns = ({ declared }: Pick<RefusedFile, 'declared'>): readonly string[] =>
  declared.flatMap(({ arn }) => arn ?? []);
