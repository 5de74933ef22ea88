import type { AST } from '@eslint-community/regexpp';
import type { FilterType } from '../../../functions/core/vocabulary.ts';
import type { FindingId } from '../../findings/catalogue.ts';
import type { CanMatch } from './can-match.ts';
import { filterValues, type FilterContext } from './filter-values.ts';
import { NEVER_MATCHES } from './never-matches.ts';
import { looksLikeGlob } from './glob.ts';
import { parsePattern, type Pattern } from '../pattern/parse-pattern.ts';
import type { FilterInput } from '../schema/projects-file-schema.ts';
import { splitList, suggestPattern } from './suggest-pattern.ts';

/** What is wrong with a filter, and how to fix it. */
export interface FilterProblem {
  readonly id: FindingId;
  readonly message: string;
}

/** What is wrong with a pattern, given the values that its filter can see. */
export function checkFilterValues(
  { type, pattern: text, excludeMatchedPattern = false }: FilterInput,
  { alternatives, sourceOf }: Pattern,
  context: FilterContext,
  canMatch: CanMatch,
): FilterProblem | undefined {
  const id = NEVER_MATCHES[type];
  if (filterValues(type, context).length === 0) {
    const message = `this ${type} filter can never match, since events of the type ${context.events.join(', ')} have no such value: remove the filter, or add ${EVENTS_WITH[type] ?? 'other types'} to the EVENT filter`;
    return { id, message };
  }
  const isAlive = (alternative: AST.Alternative): boolean => canMatch([[alternative]], type, context);
  const isRight = (suggestion: string): boolean => {
    const parsed = parsePattern(suggestion);
    return !('problem' in parsed) && parsed.alternatives.every(isAlive);
  };
  const textOf = ({ start, end }: AST.Alternative): string => sourceOf(start, end);
  const dead = alternatives.filter((alternative) => !isAlive(alternative));
  if (dead.length === 0) return checkNotation(type, text, isRight);
  const right = alternatives.map((each) =>
    dead.includes(each) ? suggestPattern(type, textOf(each), isRight) : textOf(each),
  );
  const part = dead.length === alternatives.length ? '' : `the part "${textOf(dead[0]!)}" of `;
  const effect = excludeMatchedPattern ? ', so it excludes nothing' : '';
  const change = right.every((each) => each !== undefined) ? `write "${right.join('|')}"` : advice(type, context);
  return {
    id,
    message: `${part}the ${type} pattern "${text}" can never match, since ${reason(type, context)}${effect}: ${change}`,
  };
}

/** A pattern that can match, but probably not what its author intends. */
function checkNotation(
  type: FilterType,
  text: string,
  isRight: (suggestion: string) => boolean,
): FilterProblem | undefined {
  if (!IS_NAME.has(type)) return undefined;
  const isList = splitList(text).length > 1;
  if (!isList && !looksLikeGlob(text)) return undefined;
  const right = suggestPattern(type, text, isRight);
  if (right === undefined) return undefined;
  return isList
    ? {
        id: 'pattern-is-a-list',
        message: `the ${type} pattern "${text}" looks like a list, but is read as one regular expression: write "${right}"`,
      }
    : {
        id: 'pattern-is-a-glob',
        message: `the ${type} pattern "${text}" looks like a glob, but is read as a regular expression: write "${right}"`,
      };
}

/** Names in which nobody uses `*` or a comma literally. */
const IS_NAME: ReadonlySet<FilterType> = new Set([
  'HEAD_REF',
  'BASE_REF',
  'FILE_PATH',
  'TAG_NAME',
  'REPOSITORY_NAME',
  'ORGANIZATION_NAME',
]);

const EVENTS_WITH: Partial<Readonly<Record<FilterType, string>>> = {
  BASE_REF: 'types of pull request events',
  TAG_NAME: 'PUSH or RELEASED',
  RELEASE_NAME: 'RELEASED',
};

const reason = (type: FilterType, context: FilterContext): string =>
  REASONS[type]?.(context) ?? 'its parts contradict each other';

const REASONS: Partial<Readonly<Record<FilterType, (context: FilterContext) => string>>> = {
  HEAD_REF: () => 'the value is the full ref of a branch or tag, for example refs/heads/main',
  BASE_REF: () => 'the value is the full ref of a branch, for example refs/heads/main',
  FILE_PATH: () => 'paths are relative to the top of the repository, for example src/index.ts',
  TAG_NAME: () => 'the value is only the name of the tag, for example v1.0',
  ACTOR_ACCOUNT_ID: ({ hosts }) => `${hosts[0]?.host ?? 'the host'} sends numeric ids of accounts, not names`,
  REPOSITORY_NAME: ({ repository = '' }) =>
    `the value is the name of the repository without its owner, ${repository.replace(/^.*\//, '')}`,
  ORGANIZATION_NAME: ({ repository = '' }) =>
    `the value is only the owner of the repository, ${repository.replace(/\/?[^/]*$/, '')}`,
};

function advice(type: FilterType, { hosts }: FilterContext): string {
  if (type !== 'ACTOR_ACCOUNT_ID') return 'correct the pattern, or remove the filter';
  const isGitHub = hosts.some(({ host }) => host === 'github.com');
  const where = isGitHub ? ' (https://api.github.com/users/NAME shows it)' : '';
  return `write the id of the account, for example ^583231$${where}`;
}
