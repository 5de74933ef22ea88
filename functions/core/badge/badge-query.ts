import { branchRef, tagRef } from '../ref.ts';
import { badgeColor } from './drawing/badge-color.ts';
import { isBadgeLogo } from './drawing/badge-logo.ts';
import { isBadgeStyle } from './drawing/badge-style.ts';

const text = (value: string): string => value;
const isTrue = (value: string): boolean => value === 'true';

/**
 * Every parameter that the badge routes read, and how. A value that is none is read as undefined, as if it were absent.
 * The CDN keeps an image by these and no others.
 */
export const BADGE_PARAMETERS = {
  // Of the list, too, so that it stays a name.
  branch: text,
  // Full refs from here on.
  tag: tagRef,
  ref: (value: string) => (value.startsWith('refs/') ? value : branchRef(value)),
  pr: (value: string) => `refs/pull/${value}/head`,
  sha: (value: string) => value.toLowerCase(),
  show: text,
  number: isTrue,
  duration: isTrue,
  // shields', GitLab's and Jenkins' names for it.
  label: text,
  key_text: text,
  subject: text,
  style: (value: string) => (isBadgeStyle(value) ? value : undefined),
  color: badgeColor,
  labelColor: badgeColor,
  logo: (value: string) => (isBadgeLogo(value) ? value : undefined),
  // Of the lists.
  project: text,
  page: Number,
} as const satisfies Readonly<Record<string, (value: string) => unknown>>;

type Parameters = typeof BADGE_PARAMETERS;

/** What a request to a badge route asks for. */
export type BadgeQuery = { readonly [Name in keyof Parameters]?: ReturnType<Parameters[Name]> | undefined };

/** The one place that reads such a query. Of a parameter given twice, the first counts. */
export function readBadgeQuery(query: URLSearchParams): BadgeQuery {
  const read = Object.entries(BADGE_PARAMETERS).map(([name, readValue]) => {
    const value = query.get(name);
    return [name, value === null ? undefined : readValue(value)];
  });
  return Object.fromEntries(read) as BadgeQuery;
}
