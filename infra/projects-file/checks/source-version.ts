import type { SourceType } from '@aws-sdk/client-codebuild';
import { finding, type CheckedProject, type CheckFinding, type CheckPlace } from './check.ts';

/** Source: https://docs.aws.amazon.com/codebuild/latest/userguide/sample-source-version.html */
export function* checkSourceVersion({ project }: CheckedProject): Iterable<CheckFinding> {
  const { source, sourceVersion, secondarySources = [], secondarySourceVersions = [] } = project;
  yield* checkVersion(source.type, sourceVersion, { project: ['sourceVersion'] });
  for (const [index, { sourceIdentifier, sourceVersion: version }] of secondarySourceVersions.entries()) {
    const type = secondarySources.find((each) => each.sourceIdentifier === sourceIdentifier)?.type;
    if (type) yield* checkVersion(type, version, { project: ['secondarySourceVersions', index, 'sourceVersion'] });
  }
}

function* checkVersion(type: SourceType, version: string | undefined, at: CheckPlace): Iterable<CheckFinding> {
  if (!version) return;
  const form = FORMS.find(({ pattern }) => pattern.test(version));
  if (type === 'NO_SOURCE' || type === 'CODEPIPELINE') {
    yield finding('source-has-no-versions', at, `a source of type ${type} has no versions`, 'remove sourceVersion');
  } else if (form && !form.types.includes(type)) {
    const right = type === 'S3' ? 'the version id of an object in the bucket' : 'a branch, a tag or a commit id';
    yield finding(
      'source-version-form',
      at,
      `a source of type ${type} does not accept ${form.name} such as "${version}"`,
      `write ${right}`,
    );
  }
}

const FORMS: readonly { readonly name: string; readonly pattern: RegExp; readonly types: readonly SourceType[] }[] = [
  { name: 'a pull request', pattern: /^(?:pr\/\d+$|refs\/pull\/)/, types: ['GITHUB', 'GITHUB_ENTERPRISE'] },
  {
    name: 'a full ref',
    pattern: /^refs\/(?:heads|tags)\//,
    types: ['GITHUB', 'GITHUB_ENTERPRISE', 'BITBUCKET', 'CODECOMMIT'],
  },
];
