import type { BADGE_PARAMETERS } from '../badge/badge-query.ts';
import { ownBranch, type Badged } from './badge-url.ts';

type Parameter = keyof typeof BADGE_PARAMETERS;

/** Subjects of a badge other than its branch; each replaces the branch. */
export const OTHER_SUBJECTS = ['tag', 'pr', 'sha'] as const satisfies readonly Parameter[];

/** The other parameters of a badge that the builder sets, in the order in which they are written. */
const LOOKS = [
  'show',
  'number',
  'duration',
  'label',
  'style',
  'logo',
  'color',
  'labelColor',
] as const satisfies readonly Parameter[];

/**
 * The query that the builder's form sends. Empty parameters are removed, and so is the branch if another subject is
 * named.
 */
export function builderParameters(query: URLSearchParams, project: Badged): URLSearchParams {
  const given = (name: Parameter): readonly (readonly [string, string])[] => {
    const value = query.get(name);
    return value === null || value === '' ? [] : [[name, value]];
  };
  const own: readonly [string, string] = ['branch', ownBranch(project)];
  const [subject = own] = [...OTHER_SUBJECTS, 'branch' as const].flatMap(given);
  return new URLSearchParams(
    [subject, ...LOOKS.flatMap(given)].map(([name, value]): [string, string] => [name, value]),
  );
}
