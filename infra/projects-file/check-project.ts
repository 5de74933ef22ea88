import type { BuildspecReading } from '../buildspec/read-buildspec.ts';
import { CHECKS } from './checks/checks.ts';
import type { CheckedProject, Place } from './checks/check.ts';
import type { ProjectInput } from './projects-file-schema.ts';
import type { Findings } from './report.ts';
import type { Position, Problem, YamlPath } from './yaml-source.ts';

/** A buildspec that was read, and where its lines stand. */
export interface ReadBuildspec {
  readonly reading: BuildspecReading;
  /** Of a place in the buildspec's own lines. */
  locate(place: Position): Omit<Problem, 'message'>;
}

/**
 * Everything that would go wrong in a project's builds. Nothing is made of a project that exists already, so that what
 * is wrong with it stops no deployment.
 */
export function checkProject(
  project: ProjectInput,
  buildspec: ReadBuildspec | undefined,
  locate: (path: YamlPath) => Position,
  { problems, warnings }: Findings,
): void {
  const errors = project.arn === undefined ? problems : warnings;
  const reading = buildspec?.reading;
  const checked: CheckedProject = {
    project,
    ...(reading && 'buildspec' in reading && { buildspec: reading.buildspec }),
  };
  const place = (at: Place): Omit<Problem, 'message'> => {
    if ('project' in at) return locate(at.project);
    return buildspec && reading && 'position' in reading
      ? buildspec.locate(reading.position(at.buildspec))
      : locate([]);
  };
  if (buildspec && reading) {
    const list = 'problems' in reading ? errors : warnings;
    const said = 'problems' in reading ? reading.problems : reading.warnings;
    for (const { message, ...at } of said) list.push({ ...buildspec.locate(at), message });
  }
  for (const { severity, at, reason, change } of CHECKS.flatMap((check) => [...check(checked)])) {
    (severity === 'error' ? errors : warnings).push({ ...place(at), message: `${reason}: ${change}` });
  }
}
