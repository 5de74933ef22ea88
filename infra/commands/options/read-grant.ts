import * as v from 'valibot';
import { grantEntries, whyUseless } from '../../../functions/core/access/grant.ts';
import type { Grant } from '../../../functions/core/api-access.ts';
import { suggestName } from '../../findings/suggest-name.ts';

/** For parseArgs. Each option is a comma-separated list. */
export const GRANT_OPTIONS = {
  projects: { type: 'string' },
  actions: { type: 'string' },
  refs: { type: 'string' },
  variables: { type: 'string' },
} as const;

type GrantOptions = { readonly [Option in keyof Grant]: string | undefined };

/** @throws Error with every problem, one per line, with its option */
export function readGrant({ projects = '', ...options }: GrantOptions, known: readonly string[]): Grant {
  const given = Object.entries({ projects, ...options });
  const lists = given.flatMap(([key, text]) => (text === undefined ? [] : [[key, readList(text)] as const]));
  const read = v.safeParse(v.object(grantEntries), Object.fromEntries(lists));
  if (!read.success) throw new Error(read.issues.map(describe).join('\n'));
  const unknown = read.output.projects.filter((name) => isUnknown(name, known));
  const problems = unknown.map(
    (name) => `--projects: there is no project named "${name}": ${suggestName(name, known)}`,
  );
  const useless = whyUseless(read.output);
  if (useless !== undefined) problems.push(useless);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return read.output;
}

const readList = (text: string): readonly string[] => text.split(/[,\s]+/).filter((each) => each !== '');

const describe = ({ path, message }: v.BaseIssue<unknown>): string => `--${String(path?.[0]?.key)}: ${message}`;

/** A pattern can also match future projects. */
const isUnknown = (name: string, known: readonly string[]): boolean => !name.includes('*') && !known.includes(name);
