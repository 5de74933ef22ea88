import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/** Source: https://docs.aws.amazon.com/codebuild/latest/APIReference/API_SourceAuth.html */
export function* checkSourceCredentials({ project }: CheckedProject): Iterable<CheckFinding> {
  const { source, secondarySources = [] } = project;
  const all = [
    { path: ['source'], auth: source.auth },
    ...secondarySources.map(({ auth }, index) => ({ path: ['secondarySources', index], auth })),
  ];
  for (const { path, auth } of all) {
    if (!auth || auth.type === 'OAUTH' || auth.resource) continue;
    const what = auth.type === 'CODECONNECTIONS' ? 'connection' : 'secret';
    yield finding(
      'source-auth-without-resource',
      { project: [...path, 'auth'] },
      `the source's auth has the type ${auth.type}, but does not name the ${what}`,
      `set resource to the ARN of the ${what}`,
    );
  }
}
