import type { EventType, FilterType, Provider } from '../../../functions/core/vocabulary.ts';
import { automatonOf, type Automaton } from './automaton.ts';
import { parsePattern } from '../pattern/parse-pattern.ts';

/** What determines which values a filter sees. */
export interface FilterContext {
  /** The types of events that pass the EVENT filters of its group. */
  readonly events: readonly EventType[];
  /** The hosts that can deliver; empty if that is not known. */
  readonly hosts: readonly { readonly provider: Provider; readonly host: string }[];
  /** "acme/web", if there is one. */
  readonly repository?: string;
}

/** Every value that a filter can see is accepted by one of these; empty if the events have no such value. */
export const filterValues = (type: FilterType, context: FilterContext): readonly Automaton[] => VALUES[type](context);

const NOT_IN_REFS = String.raw`\x00-\x20\x7f-\x9f~\^:?*\[\\`;
const IN_REF = `[^${NOT_IN_REFS}/.]`;
/** Each segment of a ref, according to Git: https://git-scm.com/docs/git-check-ref-format */
const REF = String.raw`(?:${IN_REF}(?:\.?${IN_REF})*\.?/)*${IN_REF}(?:\.?${IN_REF})*`;

/** The regular expression must match as a whole. */
function values(expression: string): Automaton {
  const pattern = parsePattern(expression);
  if ('problem' in pattern) throw new Error(pattern.problem);
  return automatonOf(pattern.alternatives, 'whole');
}

const BRANCHES = values(`refs/heads/${REF}`);
const TAGS = values(`refs/tags/${REF}`);
/** Tags with such names can exist, but only by mistake. */
const NOT_REFS = ['r', 're', 'ref', 'refs'].map((start, length) => `${start}(?:[^${'efs/'[length]}].*)?`).join('|');
const TAG_NAMES = values(`[^r].*|${NOT_REFS}`);
/** No leading slash, and no segment that is empty, `.` or `..`: what Git stores in a tree. */
const SEGMENT = String.raw`(?:[^\x00/.][^\x00/]*|\.[^\x00/.][^\x00/]*|\.\.[^\x00/]+)`;
const PATHS = values(`${SEGMENT}(?:/${SEGMENT})*`);
const TEXTS = values('(?s).*');
/** "" is the id of an account without an id. */
const NUMBERS = values(String.raw`(?:-?\d+)?`);
const TEXT_IDS = values('[!-~]*');

const isPullRequest = (event: EventType): boolean => event.startsWith('PULL_REQUEST_');
const isRelease = (event: EventType): boolean => event === 'RELEASED' || event === 'PRERELEASED';

const VALUES: Readonly<Record<FilterType, (context: FilterContext) => readonly Automaton[]>> = {
  EVENT: () => [TEXTS],
  ACTOR_ACCOUNT_ID: ({ hosts }) => [hosts.length > 0 && hosts.every(hasNumbers) ? NUMBERS : TEXT_IDS],
  /** For a pull request, its branch; for a release, its tag. */
  HEAD_REF: ({ events }) => [
    ...(events.some((event) => event === 'PUSH' || isPullRequest(event)) ? [BRANCHES] : []),
    ...(events.some((event) => event === 'PUSH' || isRelease(event)) ? [TAGS] : []),
  ],
  BASE_REF: ({ events }) => (events.some(isPullRequest) ? [BRANCHES] : []),
  FILE_PATH: () => [PATHS],
  COMMIT_MESSAGE: () => [TEXTS],
  TAG_NAME: ({ events }) => (events.some((event) => event === 'PUSH' || isRelease(event)) ? [TAG_NAMES] : []),
  RELEASE_NAME: ({ events }) => (events.some(isRelease) ? [TEXTS] : []),
  REPOSITORY_NAME: ({ repository }) => [
    values(repository === undefined ? '[^/]*' : literal(repository.replace(/^.*\//, ''))),
  ],
  ORGANIZATION_NAME: ({ repository }) => [
    values(repository === undefined ? '[^/]*(?:/[^/]*)*' : literal(repository.replace(/\/?[^/]*$/, ''))),
  ],
  WORKFLOW_NAME: () => [TEXTS],
};

/**
 * Accounts of Bitbucket Cloud have textual ids:
 * https://developer.atlassian.com/cloud/bitbucket/bitbucket-api-changes-gdpr/
 */
const hasNumbers = ({ host }: FilterContext['hosts'][number]): boolean => host !== 'bitbucket.org';

/** Hosts may spell a name in a different case than the projects file. */
const literal = (text: string): string => `(?i)${text.replaceAll(/[^\w]/gu, String.raw`\$&`)}`;
