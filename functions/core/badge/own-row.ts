import type { Project } from '../configuration.ts';
import { branchRef } from '../ref.ts';
import { LATEST, refRow } from '../builds/row-keys.ts';

/** The row that tells a project's badge where nothing else is asked for: its branch's newest build, or any ref's. */
export const ownRow = ({ badge }: Project): string =>
  badge.branch === undefined ? LATEST : refRow(branchRef(badge.branch));
