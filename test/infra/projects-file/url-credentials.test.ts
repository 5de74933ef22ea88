import { expect, test } from 'vitest';
import { describeFinding } from '../../../infra/findings/describe-finding.ts';
import { describeProject } from '../../../infra/projects-file/describe-project.ts';
import { readProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';
import { projectWith } from './checks/project-with.ts';

const URL = 'https://x-access-token:hunter2hunter2@github.com/acme/web';
const ARN = '"arn:aws:codebuild:us-east-1:123456789012:project/web"';

/** Where a credential in a URL is reported, and how severely. */
function found(text: string, buildspec?: string): readonly string[] {
  const read = readProjectsFile(text, () =>
    buildspec === undefined ? undefined : { file: 'buildspec.yml', text: buildspec },
  );
  const all = [...('problems' in read ? read.problems : []), ...read.warnings];
  expect(all.map(describeFinding).join('\n')).not.toContain('hunter2');
  return all
    .filter(({ id }) => id === 'credential-in-url')
    .map(({ file, line, column, severity }) => `${file}:${line}:${column}: ${severity}`);
}

test.each<[string, string, string]>([
  ['a source', projectWith({ source: `{ type: GITHUB, location: "${URL}" }` }), '3:29: error'],
  [
    'a source of an existing project',
    projectWith({ arn: ARN, source: `{ type: GITHUB, location: "${URL}" }` }),
    '4:29: warning',
  ],
  [
    'a secondary source',
    projectWith({ secondarySources: `[{ type: GITHUB, location: "${URL}", sourceIdentifier: lib }]` }),
    '5:40: error',
  ],
  ['repository', projectWith({ arn: ARN, repository: `"${URL}"` }), '6:5: warning'],
  ['a public link', projectWith({ arn: ARN, link: `"${URL}"` }), '6:5: error'],
  [
    'the target of build statuses',
    projectWith({
      source: `{ type: GITHUB, location: "https://github.com/acme/web", buildStatusConfig: { targetUrl: "https://ci.acme.test?token=hunter2" } }`,
    }),
    '3:91: error',
  ],
  ['an issuer', `api: { issuers: { ci: { url: "https://me:hunter2@ci.acme.test", audience: x } } }\n`, '1:25: error'],
  [
    'an anchor',
    `x-source: &source { type: GITHUB, location: "${URL}" }\n${projectWith({ source: '*source' })}`,
    '1:35: error',
  ],
])('%s with a credential in its URL is reported once, and the credential is never shown', (_, text, expected) => {
  expect(found(text)).toEqual([`infra/projects.yml:${expected}`]);
});

test('a command with a credential in a URL is reported, but not one with a variable', () => {
  const phases = (url: string) =>
    `version: 0.2\nphases:\n  build:\n    commands:\n      - ls\n      - git clone ${url}\n    finally: curl ${url}\n`;
  expect(found(projectWith({}), phases(URL))).toEqual(['buildspec.yml:6:9: error', 'buildspec.yml:7:5: error']);
  expect(found(projectWith({}), phases('https://x:$TOKEN@github.com/acme/web'))).toEqual([]);
});

test('a credential never appears in the output of --describe', () => {
  const read = readProjectsFile(
    projectWith({
      arn: ARN,
      source: `{ type: GITHUB, location: "${URL}" }`,
      secondarySources: `[{ type: GITHUB, location: "${URL}", sourceIdentifier: lib }]`,
    }),
  );
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const { source } = describeProject(read.projects[0]!, []);
  expect(source).toBe('GITHUB https://***@github.com/acme/web, GITHUB https://***@github.com/acme/web');
});

test.each([
  projectWith({ link: '"ftp://me:hunter2@acme.test"' }),
  projectWith({ arn: ARN, source: `{ type: "${URL}" }` }),
  `webhooks: { github: { provider: "${URL}" } }\n`,
  `stack: { domain: "${URL}", "${URL}": x }\n`,
  `${projectWith({ arn: ARN, repository: '"https://me:p@hunter2@git.acme.test/web"', webhook: '{ filterGroups: [] }' })}webhooks: { github: { provider: github } }\n`,
])('no message about something else shows the credential: %j', (text) => {
  found(text);
});
