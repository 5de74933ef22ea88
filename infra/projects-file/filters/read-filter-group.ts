import type { Filter } from '../../../functions/core/configuration.ts';
import { eventTypes } from '../../../functions/core/webhook/filters.ts';
import { EVENT_TYPES, type FilterType } from '../../../functions/core/vocabulary.ts';
import type { CanMatch } from './can-match.ts';
import { checkFilterGroup } from './check-filter-group.ts';
import { checkFilterValues } from './check-filter-values.ts';
import type { FilterContext } from './filter-values.ts';
import { passingEvents } from './passing-events.ts';
import type { CheckedPattern, UnusablePattern } from '../pattern/check-pattern.ts';
import { looksLikeGlob } from './glob.ts';
import { listsFew } from './lists-few.ts';
import { anchored, endsOnPurpose, isAnchored, startsAnchored } from '../pattern/pattern-shape.ts';
import { knowable, knowableItems } from '../knowable.ts';
import type { FilterInput } from '../schema/projects-file-schema.ts';
import type { Say } from '../../buildspec/say.ts';
import { suggestPattern } from './suggest-pattern.ts';
import type { YamlPath } from '../yaml/yaml-source.ts';

/** Checks a pattern; each text only once. */
export type CheckPattern = (text: string) => CheckedPattern | UnusablePattern;

const RUNNER = 'is for GitHub Actions runners, but Pushlight only starts builds';

interface Surroundings {
  readonly checkPattern: CheckPattern;
  readonly canMatch: CanMatch;
  /** The possible deliveries for the group; undefined if that cannot be read. */
  readonly source: Omit<FilterContext, 'events'> | undefined;
  readonly say: Say;
}

/** @returns the compiled group, without the filters that have a problem */
export function readFilterGroup(
  group: readonly FilterInput[],
  path: YamlPath,
  { source, ...around }: Surroundings,
): readonly Filter[] {
  if (knowable(() => group.some(({ type }) => type === 'EVENT')) === false) {
    around.say(
      'filter-group-without-event',
      path,
      'this filter group has no EVENT filter: add one, for example { type: EVENT, pattern: PUSH }',
    );
  }
  const events = knowable(() => passingEvents(group));
  const context = source && events && { ...source, events };
  if (context) knowable(() => checkTogether(group, path, { ...around, context }));
  return knowableItems(group).flatMap(
    ([index, filter]) => knowable(() => readFilter(filter, [...path, index], { ...around, context })) ?? [],
  );
}

interface FilterSurroundings extends Omit<Surroundings, 'source'> {
  readonly context: FilterContext | undefined;
}

function checkTogether(
  group: readonly FilterInput[],
  path: YamlPath,
  { checkPattern, canMatch, context, say }: FilterSurroundings,
): void {
  const patternOf = ({ pattern }: FilterInput) => {
    const checked = checkPattern(pattern);
    return 'problem' in checked ? undefined : checked.pattern;
  };
  if (!context) return;
  for (const { id, index, message } of checkFilterGroup(group, patternOf, context, canMatch)) {
    say(id, index === undefined ? path : [...path, index, 'pattern'], message);
  }
}

function readFilter(
  { type, pattern, excludeMatchedPattern = false }: FilterInput,
  at: YamlPath,
  { checkPattern, canMatch, context, say }: FilterSurroundings,
): readonly Filter[] {
  const filter = { type, pattern, excludeMatchedPattern };
  if (type === 'EVENT') {
    readEvents(pattern, [...at, 'pattern'], say);
    return [filter];
  }
  if (type === 'WORKFLOW_NAME') {
    say('runner-filter', [...at, 'type'], `the filter type WORKFLOW_NAME ${RUNNER}: remove this filter group`);
    return [];
  }
  const checked = checkPattern(pattern);
  if ('problem' in checked) {
    const glob = looksLikeGlob(pattern)
      ? suggestPattern(type, pattern, (right) => !('problem' in checkPattern(right)))
      : undefined;
    const isGlob = checked.id === 'invalid-pattern' && glob !== undefined;
    const problem = isGlob ? `is a glob, not a regular expression: write "${glob}"` : checked.problem;
    say(checked.id, [...at, 'pattern'], `the pattern "${shown(pattern)}" ${problem}`);
    return [];
  }
  const found = context && context.events.length > 0 && checkFilterValues(filter, checked.pattern, context, canMatch);
  if (found) say(found.id, [...at, 'pattern'], found.message);
  if (type === 'ACTOR_ACCOUNT_ID') checkAccountId(pattern, checked, !found, [...at, 'pattern'], say);
  else if (!found) checkAnchors(type, pattern, checked, [...at, 'pattern'], say);
  return [{ ...filter, ...checked.compiled }];
}

function readEvents(pattern: string, at: YamlPath, say: Say): void {
  for (const name of eventTypes(pattern)) {
    if (name === 'WORKFLOW_JOB_QUEUED') say('runner-filter', at, `the event type ${name} ${RUNNER}: remove the type`);
    else if (!EVENT_TYPES.some((known) => known === name)) {
      say(
        'unknown-event-type',
        at,
        `"${name}" is not an event type (allowed: ${EVENT_TYPES.filter((type) => type !== 'WORKFLOW_JOB_QUEUED').join(', ')})`,
      );
    }
  }
}

/**
 * An account id must match as a whole. The pattern must express that, since CodeBuild would let it match a longer id.
 *
 * @param isId whether it can match an id
 */
function checkAccountId(text: string, { pattern }: CheckedPattern, isId: boolean, at: YamlPath, say: Say): void {
  if (isAnchored(pattern)) return;
  const right =
    isId && listsFew(pattern)
      ? `"${shown(anchored(pattern))}"`
      : 'the ids that are allowed to build, for example ^(?:583231|9919)$';
  say(
    'account-id-not-anchored',
    at,
    `the pattern "${shown(text)}" could also match longer account ids: write ${right}`,
  );
}

/** Patterns of refs are searched in the text, as CodeBuild does. */
function checkAnchors(type: FilterType, text: string, { pattern }: CheckedPattern, at: YamlPath, say: Say): void {
  const isRef = type === 'HEAD_REF' || type === 'BASE_REF';
  if (isRef && !(startsAnchored(pattern) && endsOnPurpose(pattern))) {
    const whole = anchored(pattern);
    const right = whole.includes('refs/') ? whole : whole.replace('^', '^refs/heads/');
    say(
      'ref-pattern-not-anchored',
      at,
      `the ${type} pattern "${shown(text)}" also matches longer refs: anchor the pattern, for example "${shown(right)}"`,
    );
  }
}

const shown = (pattern: string): string => (pattern.length <= 100 ? pattern : `${pattern.slice(0, 100)}…`);
