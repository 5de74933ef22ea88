import type { Filter } from '../../functions/core/configuration.ts';
import { eventTypes } from '../../functions/core/webhook/filters.ts';
import { EVENT_TYPES, type FilterType } from '../../functions/core/vocabulary.ts';
import type { CheckedPattern, PatternProblem } from './pattern/check-pattern.ts';
import { listsFew } from './pattern/lists-few.ts';
import { anchored, endsOnPurpose, isAnchored, startsAnchored } from './pattern/pattern-shape.ts';
import { knowable, knowableItems } from './knowable.ts';
import type { FilterInput } from './schema/projects-file-schema.ts';
import type { Say } from './say.ts';
import type { YamlPath } from './yaml/yaml-source.ts';

/** Checks a pattern, each text once. */
export type CheckPattern = (text: string) => CheckedPattern | PatternProblem;

const RUNNER = 'is for runners of GitHub Actions, and Pushlight starts builds only';

/** @returns the group as it is compiled; filters with a problem are not in it */
export function readFilterGroup(
  group: readonly FilterInput[],
  path: YamlPath,
  checkPattern: CheckPattern,
  say: Say,
): readonly Filter[] {
  if (knowable(() => group.some(({ type }) => type === 'EVENT')) === false) {
    say('filter-group-without-event', path, 'a filter group needs an EVENT filter: add { type: EVENT, pattern: PUSH }');
  }
  return knowableItems(group).flatMap(
    ([index, filter]) => knowable(() => readFilter(filter, [...path, index], checkPattern, say)) ?? [],
  );
}

function readFilter(
  { type, pattern, excludeMatchedPattern = false }: FilterInput,
  at: YamlPath,
  checkPattern: CheckPattern,
  say: Say,
): readonly Filter[] {
  const filter = { type, pattern, excludeMatchedPattern };
  if (type === 'EVENT') {
    readEvents(pattern, [...at, 'pattern'], say);
    return [filter];
  }
  if (type === 'WORKFLOW_NAME') {
    say('runner-filter', [...at, 'type'], `WORKFLOW_NAME ${RUNNER}: remove the group`);
    return [];
  }
  const checked = checkPattern(pattern);
  if ('problem' in checked) {
    say(checked.id, [...at, 'pattern'], `${shown(pattern)} ${checked.problem}`);
    return [];
  }
  checkAnchors(type, pattern, checked, [...at, 'pattern'], say);
  return [{ ...filter, ...checked.compiled }];
}

function readEvents(pattern: string, at: YamlPath, say: Say): void {
  for (const name of eventTypes(pattern)) {
    if (name === 'WORKFLOW_JOB_QUEUED') say('runner-filter', at, `${name} ${RUNNER}: remove it`);
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
 * An account id is matched as a whole, and a pattern has to say so, since CodeBuild would let it match a longer id.
 * Patterns of refs are searched for as CodeBuild does it.
 */
function checkAnchors(type: FilterType, text: string, { pattern }: CheckedPattern, at: YamlPath, say: Say): void {
  if (type === 'ACTOR_ACCOUNT_ID' && !isAnchored(pattern)) {
    const right = listsFew(pattern) ? shown(anchored(pattern)) : 'the ids that may build, as in ^(?:583231|9919)$';
    say('account-id-not-anchored', at, `${shown(text)} could match a longer account id: write ${right}`);
  }
  const isRef = type === 'HEAD_REF' || type === 'BASE_REF';
  if (isRef && !(startsAnchored(pattern) && endsOnPurpose(pattern))) {
    const whole = anchored(pattern);
    const right = whole.includes('refs/') ? whole : whole.replace('^', '^refs/heads/');
    say(
      'ref-pattern-not-anchored',
      at,
      `${type} ${shown(text)} is found in longer refs too: anchor it, as ${shown(right)}`,
    );
  }
}

const shown = (pattern: string): string => (pattern.length <= 100 ? pattern : `${pattern.slice(0, 100)}…`);
