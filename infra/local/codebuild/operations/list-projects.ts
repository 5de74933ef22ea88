import { ProjectSortByType, SortOrderType } from '@aws-sdk/client-codebuild';
import * as v from 'valibot';
import { nonEmpty, oneOf } from '../../../codebuild/input-schemas.ts';
import type { Account } from '../state/account.ts';
import { page } from './page.ts';
import { parseInput } from './parse-input.ts';

const Input = v.object({
  sortBy: v.optional(oneOf(ProjectSortByType), 'NAME'),
  sortOrder: v.optional(oneOf(SortOrderType), 'ASCENDING'),
  nextToken: v.optional(nonEmpty),
});

export function listProjects(input: unknown, account: Account): { projects: readonly string[]; nextToken?: string } {
  const { sortBy, sortOrder, nextToken } = parseInput(Input, input);
  const projects = account.projects.list();
  if (sortBy !== 'NAME') {
    const time = sortBy === 'CREATED_TIME' ? 'created' : 'lastModified';
    projects.sort((a, b) => a[time] - b[time]);
  }
  if (sortOrder === 'DESCENDING') projects.reverse();
  const { items, ...next } = page(
    projects.map(({ name }) => name),
    nextToken,
  );
  return { projects: items, ...next };
}
