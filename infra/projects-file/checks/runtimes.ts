import { nearestName } from '../../findings/nearest-name.ts';
import { RUNTIME_NAMES, runtimesOf } from '../../codebuild/runtimes.ts';
import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/** CodeBuild ends a build whose image does not have a runtime of the buildspec, before any command. */
export function* checkRuntimes({ project, buildspec }: CheckedProject): Iterable<CheckFinding> {
  const image = project.environment?.image;
  for (const runtime of Object.keys(buildspec?.phases.install?.runtimeVersions ?? {})) {
    const known = image === undefined ? RUNTIME_NAMES : runtimesOf(image);
    if (!known || known.includes(runtime)) continue;
    const right = meantBy(runtime, known);
    // Of an existing project the image may be any, and so have a runtime that is like none.
    if (image === undefined && right === undefined) continue;
    yield finding(
      'unknown-runtime',
      { buildspec: ['phases', 'install', 'runtime-versions', runtime] },
      `${image ?? "none of CodeBuild's images"} has ${image === undefined ? 'a' : 'no'} runtime ${runtime}, and the build would end with "Unknown runtime named '${runtime}'"`,
      right ?? `choose from ${known.join(', ')}, or remove it and install ${runtime} with a command`,
    );
  }
}

function meantBy(runtime: string, known: readonly string[]): string | undefined {
  // As in python3 and corretto17.
  const name = runtime.toLowerCase().replace(/[\d.]+$/, '');
  if (name === 'docker') return "remove it: CodeBuild's images contain Docker, which needs privilegedMode: true";
  const right = known.find((each) => each === OTHER_NAMES.get(name)) ?? nearestName(name, known);
  return right === undefined ? undefined : `write ${right}`;
}

/** Names that are too different to be found by their spelling. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['go', 'golang'],
  ['node', 'nodejs'],
  ['npm', 'nodejs'],
  ['yarn', 'nodejs'],
  ['jdk', 'java'],
  ['openjdk', 'java'],
  ['corretto', 'java'],
  ['.net', 'dotnet'],
  ['dotnetcore', 'dotnet'],
  ['dotnet-core', 'dotnet'],
]);
