import { SortOrderType } from '@aws-sdk/client-codebuild';
import * as v from 'valibot';
import { nonEmpty, oneOf } from '../../../codebuild/input-schemas.ts';
import type { Account } from '../state/account.ts';
import { page } from './page.ts';
import { findProject } from './find-project.ts';
import { parseInput } from './parse-input.ts';

interface BuildIds {
  readonly ids: readonly string[];
  readonly nextToken?: string;
}

const Order = {
  sortOrder: v.optional(oneOf(SortOrderType), 'DESCENDING'),
  nextToken: v.optional(v.string()),
};

/** Every build of the account, ordered by start. */
export function listBuilds(input: unknown, account: Account): BuildIds {
  const { sortOrder, nextToken } = parseInput(v.object(Order), input);
  const ids = account.builds.list().map(({ build }) => build.id);
  return idsPage(ids, sortOrder, nextToken);
}

/** The builds of a project, ordered by number. */
export function listBuildsForProject(input: unknown, account: Account): BuildIds {
  const { projectName, sortOrder, nextToken } = parseInput(v.object({ projectName: nonEmpty, ...Order }), input);
  const { name } = findProject(projectName, account);
  const ids = account.builds
    .list()
    .filter(({ build }) => build.projectName === name)
    .sort((a, b) => a.build.buildNumber - b.build.buildNumber)
    .map(({ build }) => build.id);
  return idsPage(ids, sortOrder, nextToken);
}

function idsPage(ascending: string[], order: 'ASCENDING' | 'DESCENDING', token: string | undefined): BuildIds {
  const { items: ids, ...next } = page(order === 'ASCENDING' ? ascending : ascending.reverse(), token);
  return { ids, ...next };
}
