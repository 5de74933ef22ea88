import * as v from 'valibot';
import type { Account } from '../account.ts';
import { nonEmpty } from './input-schemas.ts';
import { page } from './page.ts';
import { parseInput } from './parse-input.ts';

const Input = v.object({
  sortBy: v.optional(v.picklist(['NAME', 'CREATED_TIME', 'LAST_MODIFIED_TIME']), 'NAME'),
  sortOrder: v.optional(v.picklist(['ASCENDING', 'DESCENDING']), 'ASCENDING'),
  nextToken: v.optional(nonEmpty),
});

export function listProjects(input: unknown, account: Account): { projects: readonly string[]; nextToken?: string } {
  const { sortBy, sortOrder, nextToken } = parseInput(Input, input);
  const projects = account.projects.list();
  // The service knows of no change after the creation here.
  if (sortBy !== 'NAME') projects.sort((a, b) => a.created - b.created);
  if (sortOrder === 'DESCENDING') projects.reverse();
  const { items, ...next } = page(
    projects.map(({ name }) => name),
    nextToken,
  );
  return { projects: items, ...next };
}
