import type { BuildspecReading } from '../buildspec/read-buildspec.ts';
import type { FindingId } from '../findings/catalogue.ts';
import { findingAt } from '../findings/finding-at.ts';
import type { Finding, Place } from '../findings/finding.ts';
import type { CheckedProject, CheckPlace } from './checks/check.ts';
import { CHECKS } from './checks/checks.ts';
import { knowable, untilUnknowable } from './knowable.ts';
import type { ProjectInput } from './schema/projects-file-schema.ts';
import type { Position } from '../findings/finding.ts';
import type { YamlPath } from './yaml/yaml-source.ts';

/** A buildspec that was read, with the positions of its lines. */
export interface ReadBuildspec {
  readonly reading: BuildspecReading;
  /** The place of a position in the buildspec's own lines. */
  locate(place: Position): Place;
}

/**
 * Everything that would go wrong in a project's builds. An existing project is not created, so errors about it do not
 * stop a deployment.
 */
export function* checkProject(
  project: ProjectInput,
  buildspec: ReadBuildspec | undefined,
  locate: (path: YamlPath) => Place,
): Iterable<Finding> {
  const isMade = knowable(() => project.arn) === undefined;
  const reading = buildspec?.reading;
  const checked: CheckedProject = {
    project,
    ...(reading && 'buildspec' in reading && { buildspec: reading.buildspec }),
  };
  const placed = (id: FindingId, place: Place, message: string): Finding => ({
    ...findingAt(id, place, message),
    ...(!isMade && { severity: 'warning' }),
  });
  const placeOf = (at: CheckPlace): Place => {
    if ('project' in at) return locate(at.project);
    return buildspec && reading && 'position' in reading
      ? buildspec.locate(reading.position(at.buildspec))
      : locate([]);
  };
  if (buildspec && reading) {
    const said = 'problems' in reading ? reading.problems : reading.warnings;
    for (const { id, message, ...at } of said) yield placed(id, buildspec.locate(at), message);
  }
  for (const check of CHECKS) {
    for (const { id, at, reason, change } of untilUnknowable(() => check(checked))) {
      yield placed(id, placeOf(at), `${reason}: ${change}`);
    }
  }
}
