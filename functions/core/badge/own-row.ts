import type { Project } from '../configuration.ts';
import { branchRef } from '../ref.ts';
import { refRow } from '../builds/ref-row.ts';

/** The row that tells a project's badge where nothing else is asked for: its branch's newest build, or any ref's. */
export const ownRow = ({ badge }: Project): string =>
  badge.branch === undefined ? 'latest' : refRow(branchRef(badge.branch));
