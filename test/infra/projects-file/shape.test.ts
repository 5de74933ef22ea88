import { expect, test } from 'vitest';
import { readProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';

/** The position and id of every error. */
function errors(text: string): readonly string[] {
  const read = readProjectsFile(text);
  return 'problems' in read ? read.problems.map(({ line, column, id }) => `${line}:${column} ${id}`) : [];
}

/** An existing project, with this text from line 5 on. */
const project = (text: string): string => `webhooks: { github: { provider: github } }
projects:
  - name: web
    arn: arn:aws:codebuild:us-east-1:123456789012:project/web
${text.replaceAll(/^(?=.)/gm, '    ')}`;
const SOURCE = 'source: { type: GITHUB, location: https://github.com/acme/web }\n';

test.each<[string, string, readonly string[]]>([
  [
    'a single dash in filterGroups',
    project(`${SOURCE}webhook:
  filterGroups:
    - { type: EVENT, pattern: PUSH }
    - { type: ACTOR_ACCOUNT_ID, pattern: '123' }
`),
    ['8:11 wrong-type', '9:37 account-id-not-anchored'],
  ],
  [
    'single dashes beside a group with two',
    project(`${SOURCE}webhook:
  filterGroups:
    - - { type: EVENT, pattern: PUSH }
    - { type: EVENT, pattern: PULL }
`),
    ['9:11 wrong-type', '9:26 unknown-event-type'],
  ],
  [
    'projects as a mapping',
    'projects:\n  web: { source: { type: GITHUB, location: https://github.com/acme/web }, badge: { style: neon } }\n  api: {}\n',
    [
      '1:1 wrong-type',
      '2:3 environment-incomplete',
      '2:84 unknown-value',
      '3:3 missing-key',
      '3:3 environment-incomplete',
    ],
  ],
  [
    'environment variables and tags as mappings',
    project(`${SOURCE}tags: { team: web }
environment:
  environmentVariables: { STAGE: prod, PORT: 80 }
`),
    ['6:5 wrong-type', '8:7 wrong-type', '8:44 wrong-type'],
  ],
  [
    'a single item instead of a list',
    project(
      `${SOURCE}tags: { key: a, value: b }\nvpcConfig: { subnets: "subnet-1, subnet-2", vpcId: vpc-1, securityGroupIds: sg-1 }\n`,
    ),
    ['6:5 wrong-type', '7:18 wrong-type', '7:63 wrong-type'],
  ],
  ['a text instead of a list of mappings', 'projects: web', ['1:1 wrong-type']],
  ['dashes without a space', 'projects:\n  -name: web\n  -name: api\n', ['3:3 yaml-duplicate-key', '3:3 wrong-type']],
  ['a list at the top', '- name: web\n', ['1:1 file-not-a-mapping']],
  ['a text at the top', 'hello', ['1:1 file-not-a-mapping']],
  [
    'webhooks as a list',
    'webhooks:\n  - name: github\n    provider: githob\n',
    ['1:1 wrong-type', '3:5 unknown-value'],
  ],
  [
    'a dash before the keys of a mapping',
    project('source:\n  - type: GITHUB\n    location: 7\n'),
    ['5:5 wrong-type', '7:9 wrong-type'],
  ],
  ['true instead of a mapping', project(`${SOURCE}badge: true\n`), ['6:5 wrong-type']],
  ['a text instead of a mapping', project('source: https://github.com/acme/web\n'), ['5:5 wrong-type']],
  [
    'texts instead of booleans',
    project(`${SOURCE}skipCi: no\nbadge: { badgeEnabled: "yes" }\n`),
    ['6:5 wrong-type', '7:14 wrong-type'],
  ],
  [
    'a text instead of a number, and a number instead of a text',
    project(`${SOURCE}timeoutInMinutes: "600"\ndescription: 1.10\n`),
    ['6:5 wrong-type', '7:5 wrong-type'],
  ],
  [
    'values in lower case',
    project(
      'source: { type: github, location: https://github.com/acme/web }\nwebhook: { filterGroups: [[{ type: event, pattern: push }]] }\n',
    ),
    ['5:15 unknown-value', '6:34 unknown-value', '6:47 unknown-event-type'],
  ],
  [
    'keys without a value',
    project('source:\nbadge: # none\nlink:\n'),
    ['5:5 empty-value', '6:5 empty-value', '7:5 empty-value'],
  ],
  [
    'items that are not mappings, beside one that is',
    `projects:\n  -\n  - web\n  - name: api\n    arn: arn:aws:codebuild:us-east-1:123456789012:project/api\n    source: {}\n`,
    ['2:4 empty-value', '3:5 wrong-type', '6:5 missing-key'],
  ],
  [
    'keys that are not indented',
    project('source:\ntype: GITHUB\nlocation: https://github.com/acme/web\nbadgeEnabled: true\n'),
    ['6:5 unknown-key', '7:5 unknown-key', '8:5 unknown-key'],
  ],
  [
    'a key that is indented too far',
    project('source:\n  type: GITHUB\n  location: https://github.com/acme/web\n  webhook: {}\n'),
    ['8:7 unknown-key'],
  ],
  [
    "CloudFormation's names",
    'projects:\n  - Name: web\n    Source: { Type: GITHUB, Location: https://github.com/acme/web, BuildSpec: a.yml }\n    Environment: { Type: LINUX_CONTAINERS }\n',
    ['2:5 unknown-key', '3:15 unknown-key', '4:20 unknown-key', '4:20 unknown-value'],
  ],
  [
    'a misspelt key with mistakes inside it',
    project('sorce: { type: SVN }\n'),
    ['5:5 unknown-key', '5:14 unknown-value'],
  ],
  ['a colon without a space', project(`${SOURCE}badge: {badgeEnabled:true}\n`), ['6:13 unknown-key']],
])('%s is reported in terms of YAML, together with every other mistake', (_, text, expected) => {
  expect(errors(text)).toEqual(expected);
});

test.each<[string, string, readonly string[]]>([
  ['a tab', 'projects:\n\t- name: web', ['2:1 yaml-syntax']],
  [
    'a key twice',
    project(`${SOURCE}link: https://a.example\nlink: b\n`),
    ['7:5 yaml-duplicate-key', '7:5 invalid-value'],
  ],
  [
    'a * without quotes',
    project(`${SOURCE}permissions: [{ Effect: Allow, Action: *s3, Resource: '*' }]\nlink: a\n`),
    ['6:44 yaml-alias', '7:5 invalid-value'],
  ],
  ['a * on its own', 'a: *', ['1:4 yaml-syntax']],
  ['a ! without quotes', project(`${SOURCE}link: !link a\n`), ['6:5 invalid-value', '6:11 yaml-tag']],
  ['a @ without quotes', 'a: @x', ['1:4 yaml-syntax']],
  ['a colon in a text', 'a: b: c', ['1:4 yaml-syntax']],
  ['keys of several indentations', 'a:\n  b: 1\n c: 2', ['3:1 yaml-syntax']],
  ['a key of an item with another indentation', 'projects:\n  - name: web\n   link: x', ['3:1 yaml-syntax']],
  ['an unclosed quote', 'a: "x\nb: 3', ['2:5 yaml-syntax']],
  ['merging a text', project(`${SOURCE}badge: { <<: text }\n`), ['6:14 yaml-merge']],
  ['merging nothing', project(`${SOURCE}badge: { <<: *none }\n`), ['6:14 yaml-merge']],
])('YAML with %s is reported with what to write', (_, text, expected) => {
  expect(errors(text)).toEqual(expected);
});

test("parts are merged from a key of the user's own, and a finding in them is reported once, at its place", () => {
  const text = `x-environment: &environment
  type: LINUX_CONTAINER
  image: aws/codebuild/standard:1.0
  computeType: BUILD_GENERAL1_SMALL
x-project: &project
  source: { type: GITHUB, location: https://github.com/acme/web }
  environment: *environment
webhooks: { github: { provider: github } }
projects:
  - <<: *project
    name: web
  - <<: [*project, { badge: { badgeEnabled: true, branch: main } }]
    name: api
    environment: { <<: *environment, computeType: BUILD_GENERAL1_LARGE }
`;
  const read = readProjectsFile(text);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  expect(read.projects.map(({ written }) => written)).toMatchObject([
    { name: 'web', environment: { computeType: 'BUILD_GENERAL1_SMALL' } },
    {
      name: 'api',
      environment: { image: 'aws/codebuild/standard:1.0', computeType: 'BUILD_GENERAL1_LARGE' },
      badge: { badgeEnabled: true, branch: 'main' },
    },
  ]);
  expect(read.warnings.map(({ line, column, id }) => `${line}:${column} ${id}`)).toEqual(['3:3 outdated-image']);
  expect(errors(text.replace('image:', 'imag:'))).toEqual(['3:3 unknown-key']);
  expect(errors(text.replace('x-environment', 'y-environment'))[0]).toBe('1:1 unknown-key');
});

test('an alias of a list, and a list in a merged part, keep their places', () => {
  const groups = `x-groups: &groups
  - - { type: EVENT, pattern: PUSH }
    - { type: HEAD_REF, pattern: '(' }
`;
  expect(errors(`${groups}${project(`${SOURCE}webhook: { filterGroups: *groups }\n`)}`)).toEqual([
    '3:25 invalid-pattern',
  ]);
});

test('thousands of aliases and merges are harmless and take no time', () => {
  const projects = Array.from(
    { length: 2000 },
    (_, index) =>
      `  - { <<: *made, name: web-${index}, source: *source, arn: "arn:aws:codebuild:us-east-1:123456789012:project/web-${index}" }\n`,
  );
  const text = `x-source: &source { type: GITHUB, location: https://github.com/acme/web }
x-made: &made { description: made, link: https://acme.io }
projects:
${projects.join('')}`;
  const started = performance.now();
  expect(errors(text)).toEqual([]);
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('an alias inside the part that it refers to is refused', () => {
  expect(errors('x-loop: &loop [*loop]\n')).toEqual(['1:16 yaml-alias']);
});
