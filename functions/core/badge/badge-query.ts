import { branchRef, tagRef } from '../ref.ts';
import { badgeColor } from './drawing/badge-color.ts';
import { isBadgeLogo } from './drawing/badge-logo.ts';
import { isBadgeStyle } from './drawing/badge-style.ts';

const text = (value: string): string => value;
const isTrue = (value: string): boolean => value === 'true';

/**
 * Every parameter that the badge routes read, with its parser. An invalid value is treated like a missing one: both are
 * undefined. The CDN's cache key consists of exactly these parameters.
 */
export const BADGE_PARAMETERS = {
  // The list also uses it, so it stays a short name.
  branch: text,
  // From here on, full refs.
  tag: tagRef,
  ref: (value: string) => (value.startsWith('refs/') ? value : branchRef(value)),
  pr: (value: string) => `refs/pull/${value}/head`,
  sha: (value: string) => value.toLowerCase(),
  show: text,
  number: isTrue,
  duration: isTrue,
  // The name of this parameter in shields, GitLab and Jenkins.
  label: text,
  key_text: text,
  subject: text,
  style: (value: string) => (isBadgeStyle(value) ? value : undefined),
  color: badgeColor,
  labelColor: badgeColor,
  logo: (value: string) => (isBadgeLogo(value) ? value : undefined),
  // For the lists.
  project: text,
  page: Number,
} as const satisfies Readonly<Record<string, (value: string) => unknown>>;

type Parameters = typeof BADGE_PARAMETERS;

/** The parameters of a request to a badge route. */
export type BadgeQuery = { readonly [Name in keyof Parameters]?: ReturnType<Parameters[Name]> | undefined };

/** The only reader of such a query. If a parameter appears twice, the first one counts. */
export function readBadgeQuery(query: URLSearchParams): BadgeQuery {
  const read: Partial<Record<keyof Parameters, unknown>> = {};
  for (const name of NAMES) {
    const value = query.get(name);
    if (value !== null) read[name] = BADGE_PARAMETERS[name](value);
  }
  return read as BadgeQuery;
}

const NAMES = Object.keys(BADGE_PARAMETERS) as (keyof Parameters)[];
