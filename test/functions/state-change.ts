const region = 'us-east-1';
const account = '000000000000';
/** An event from CodeBuild that build number 1 of project web has succeeded, with the given changes. */
export const stateChange = (buildId: string, changes: object = {}, detail: object = {}) => ({
  version: '0',
  source: 'aws.codebuild',
  'detail-type': 'CodeBuild Build State Change',
  account,
  region,
  detail: {
    'build-id': `arn:aws:codebuild:${region}:${account}:build/${buildId}`,
    'project-name': 'web',
    'build-status': 'SUCCEEDED',
    'additional-information': {
      'build-number': 1.0,
      'build-start-time': 'Sep 1, 2017 4:12:29 PM',
      environment: {
        'environment-variables': [{ name: 'PUSHLIGHT_REF', value: 'refs/heads/main', type: 'PLAINTEXT' }],
      },
      phases: [{ 'phase-type': 'BUILD', 'phase-status': 'SUCCEEDED' }],
    },
    ...detail,
  },
  ...changes,
});
