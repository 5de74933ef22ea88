import type { Project } from '../configuration.ts';
import { branchRef } from '../ref.ts';
import { LATEST, refRow } from '../builds/row-keys.ts';

/** The row that a project's badge shows by default: the newest build of its branch, or of any ref. */
export const ownRow = ({ badge }: Project): string =>
  badge.branch === undefined ? LATEST : refRow(branchRef(badge.branch));
