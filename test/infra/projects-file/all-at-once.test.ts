import { expect, test } from 'vitest';
import { readProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';

function ids(text: string): readonly string[] {
  const read = readProjectsFile(text);
  const errors = 'problems' in read ? read.problems : [];
  return [...errors, ...read.warnings].map(({ line, id }) => `${line} ${id}`);
}

const environment = (image = 'aws/codebuild/standard:7.0'): string =>
  `environment: { type: LINUX_CONTAINER, image: "${image}", computeType: BUILD_GENERAL1_SMALL }`;

test('mistakes of structure, references, filters and builds are reported together', () => {
  expect(
    ids(`webhooks:
  github: { provider: github }
projects:
  - name: web
    source:
      type: NO_SOURCE
      buildspec: |
        version: 0.2
        phases: { build: { commands: [docker build .] } }
    ${environment()}
    repository: https://github.com/acme/web
    webhook: { filterGroups: [[{ type: HEAD_REF, pattern: main }]] }
    badge: { style: neon }
  - name: web
    source: { type: GITHUB, location: https://gitlab.com/acme/web }
    webhook: { filterGroups: [[{ type: EVENT, pattern: PULL }]] }
    ${environment('aws/codebuild/standard:1.0')}
    link: acme.io
    nam: x
api:
  issuers: { github: { provider: github } }
  rules:
    - { issuer: github, projects: [wev], claims: {} }
`),
  ).toEqual([
    '9 docker-without-privileged-mode',
    '12 filter-group-without-event',
    '13 unknown-value',
    '14 duplicate-project-name',
    '16 unknown-event-type',
    '18 invalid-value',
    '19 unknown-key',
    '21 missing-key',
    '23 unknown-project',
    '23 rule-without-claims',
    '12 ref-pattern-not-anchored',
    '16 repository-without-hook',
    '17 outdated-image',
  ]);
});

const file = (keys: string, hook = 'github'): string => `webhooks: { github: { provider: ${hook} } }
projects:
  - name: web
    arn: arn:aws:codebuild:us-east-1:123456789012:project/web
    source: { type: GITHUB, location: https://github.com/acme/web }
    ${keys}
`;
const PULLED = '[{ type: EVENT, pattern: PULL_REQUEST_CREATED }]';

test.each<[string, string, readonly string[]]>([
  [
    'a hook that cannot be read',
    file(`webhook: { filterGroups: [[{ type: EVENT, pattern: PUSH }]] }`, 'githob'),
    ['1 unknown-value'],
  ],
  ['a hook with an invalid name', file(`hook: Github`).replace('github:', 'Github:'), ['1 invalid-value']],
  [
    'an approval that cannot be read',
    file(`webhook: { filterGroups: [${PULLED}], pullRequestBuildPolicy: { requiresCommentApproval: x } }`),
    ['6 unknown-value'],
  ],
  [
    'a filter that cannot be read',
    file(`webhook: { filterGroups: [[{ type: x, pattern: PUSH }]] }`),
    ['6 unknown-value'],
  ],
  [
    'an account filter that cannot be read',
    file(`webhook: { filterGroups: [[${PULLED.slice(1, -1)}, { type: ACTOR_ACCOUNT_ID, pattern: [] }]] }`),
    ['6 wrong-type'],
  ],
  [
    'an image that cannot be read',
    file(`environment: { type: LINUX_CONTAINER, computeType: BUILD_GENERAL1_SMALL, image: [] }`).replace(
      /.*arn:.*\n/,
      '',
    ),
    ['5 wrong-type'],
  ],
  ['an arn that cannot be read', file('').replace('arn:aws', 'x'), ['4 invalid-value']],
  [
    'the ignored findings of a project that cannot be read',
    file('link: x\n    ignore: [{ id: outdated-image, because: x }]'),
    ['6 invalid-value'],
  ],
  [
    'a rule for a project whose name cannot be read',
    `projects: [{ name: "", arn: "arn:aws:codebuild:us-east-1:123456789012:project/web", source: { type: GITHUB, location: https://github.com/acme/web } }]
api: { issuers: { x: { url: https://x.example, audience: us } }, rules: [{ issuer: x, claims: { sub: a }, projects: [web] }] }
`,
    ['1 invalid-value'],
  ],
])('%s causes no made-up findings', (_, text, expected) => {
  expect(ids(text)).toEqual(expected);
});
