import type { FilterVerdict, GroupVerdict } from '../../../functions/core/webhook/filters.ts';
import type { RepositoryEvent } from '../../../functions/core/repository-event.ts';
import type { Explanation, WouldVerdict } from '../explain-delivery.ts';

/** For people: each event with its projects, and for each project the value that every filter matched against. */
export function describeExplanation({ ignored, events }: Explanation): string {
  const told = events.map(({ event, projects }) => [describeEvent(event), ...projectLines(event, projects)].join('\n'));
  const rest = events.length === 0 ? 'Nothing would start' : 'The rest of the delivery would start nothing';
  return [...told, ...(ignored === undefined ? [] : [`${rest}: ${ignored}`])].join('\n\n');
}

function describeEvent({ eventType, repository, ref, commit, actorId, changedFiles }: RepositoryEvent): string {
  const count = changedFiles === 'unknown' ? 'an unknown number of' : changedFiles.length;
  const files = `${count} changed ${count === 1 ? 'file' : 'files'}`;
  const where = `${repository.host}/${repository.fullName} (id ${repository.id})`;
  const at = commit === undefined ? '' : ` at ${commit.slice(0, 12)}`;
  const account = actorId === '' ? 'an unknown account' : `account ${actorId}`;
  return `${eventType} of ${where}\n  ${ref}${at}, by ${account}, ${files}`;
}

function projectLines({ repository }: RepositoryEvent, projects: readonly WouldVerdict[]): readonly string[] {
  if (projects.length === 0)
    return [`  no project in the projects file has the repository ${repository.host}/${repository.fullName}`];
  return projects.flatMap(({ name, verdict, reason, groups }) => [
    '',
    `  ${name}: ${verdict === 'would-queue' ? 'would build' : 'skipped'}. ${reason}`,
    ...groups.flatMap(groupLines),
  ]);
}

const groupLines = ({ passed, filters }: GroupVerdict, index: number): readonly string[] => [
  `    group ${index + 1} ${passed ? 'passed' : 'did not pass'}`,
  ...filters.map((filter) => `      ${filter.passed ? '✓' : '✗'} ${describeFilter(filter)}`),
];

function describeFilter({ type, pattern, excludeMatchedPattern, value }: FilterVerdict): string {
  const saw = value === undefined ? 'nothing, since the event has no value' : JSON.stringify(value);
  return `${type} ${excludeMatchedPattern ? 'not ' : ''}${pattern}   saw ${saw}`;
}
