import { nearestName } from '../../findings/nearest-name.ts';
import { RUNTIME_NAMES, runtimesOf } from '../../codebuild/runtimes.ts';
import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/** CodeBuild ends a build before its first command if the image does not have a runtime of the buildspec. */
export function* checkRuntimes({ project, buildspec }: CheckedProject): Iterable<CheckFinding> {
  const image = project.environment?.image;
  for (const runtime of Object.keys(buildspec?.phases.install?.runtimeVersions ?? {})) {
    const known = image === undefined ? RUNTIME_NAMES : runtimesOf(image);
    if (!known || known.includes(runtime)) continue;
    const right = meantBy(runtime, known);
    // The image of an existing project is not known, so it may have a runtime that is unlike all others.
    if (image === undefined && right === undefined) continue;
    yield finding(
      'unknown-runtime',
      { buildspec: ['phases', 'install', 'runtime-versions', runtime] },
      `${image === undefined ? "none of CodeBuild's images has a" : `the image "${image}" has no`} runtime "${runtime}", so the build would end with "Unknown runtime named '${runtime}'"`,
      right ?? `choose one of ${known.join(', ')}, or remove the runtime and install "${runtime}" with a command`,
    );
  }
}

function meantBy(runtime: string, known: readonly string[]): string | undefined {
  // As in python3 and corretto17.
  const name = runtime.toLowerCase().replace(/[\d.]+$/, '');
  if (name === 'docker')
    return "remove the runtime, since CodeBuild's images already contain Docker, which needs privilegedMode: true";
  const right = known.find((each) => each === OTHER_NAMES.get(name)) ?? nearestName(name, known);
  return right === undefined ? undefined : `write "${right}"`;
}

/** Names that are spelled too differently to be found by similarity. */
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
