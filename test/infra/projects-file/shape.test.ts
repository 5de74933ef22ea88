import { expect, test } from 'vitest';
import { readProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';

/** Every error, as `npm run check` prints it, without the file's name and the severity. */
function errors(text: string): readonly string[] {
  const read = readProjectsFile(text);
  return 'problems' in read
    ? read.problems.map(({ line, column, message, id }) => `${line}:${column}: ${message} [${id}]`)
    : [];
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
    [
      '8:11: filterGroups is a list of lists: begin each group with two dashes, "- - ", and its other items with one below the second [wrong-type]',
      '9:37: 123 could match a longer account id: write ^123$ [account-id-not-anchored]',
    ],
  ],
  [
    'single dashes beside a group with two',
    project(`${SOURCE}webhook:
  filterGroups:
    - - { type: EVENT, pattern: PUSH }
    - { type: EVENT, pattern: PULL }
`),
    [
      '9:11: filterGroups is a list of lists: begin each group with two dashes, "- - ", and its other items with one below the second [wrong-type]',
      expect.stringMatching(/^9:26: "PULL" is not an event type .*\[unknown-event-type\]$/) as string,
    ],
  ],
  [
    'projects as a mapping',
    'projects:\n  web: { source: { type: GITHUB, location: https://github.com/acme/web }, badge: { style: neon } }\n  api: {}\n',
    [
      '1:1: projects is a list: write "- name: web" instead of "web:" [wrong-type]',
      expect.stringMatching(/^2:3: a project without an arn .*\[environment-incomplete\]$/) as string,
      '2:84: style: "neon" is not valid (allowed: flat, flat-square, plastic, for-the-badge, social) [unknown-value]',
      '3:3: source is missing [missing-key]',
      expect.stringMatching(/^3:3: a project without an arn .*\[environment-incomplete\]$/) as string,
    ],
  ],
  [
    'environment variables and tags as mappings',
    project(`${SOURCE}tags: { team: web }
environment:
  environmentVariables: { STAGE: prod, PORT: 80 }
`),
    [
      '6:5: tags is a list: write "- key: team" instead of "team:" [wrong-type]',
      '8:7: environmentVariables is a list: write "- name: STAGE" instead of "STAGE:" [wrong-type]',
      "8:44: value: 80 is a number: write it in quotes, '80' [wrong-type]",
    ],
  ],
  [
    'a single item instead of a list',
    project(
      `${SOURCE}tags: { key: a, value: b }\nvpcConfig: { subnets: "subnet-1, subnet-2", vpcId: vpc-1, securityGroupIds: sg-1 }\n`,
    ),
    [
      '6:5: tags is a list: write "- " before the first key of each item [wrong-type]',
      '7:18: subnets is a list: write [subnet-1, subnet-2] [wrong-type]',
      '7:63: securityGroupIds is a list: write [sg-1] [wrong-type]',
    ],
  ],
  [
    'a text instead of a list of mappings',
    'projects: web',
    ['1:1: projects is a list: begin each of its items with "- " [wrong-type]'],
  ],
  [
    'dashes without a space',
    'projects:\n  -name: web\n  -name: api\n',
    [
      '3:3: -name appears twice in this mapping, first on line 2: keep one of the two [yaml-duplicate-key]',
      '3:3: -name is one word: write a space after each dash, "- name: …" [wrong-type]',
    ],
  ],
  [
    'a list at the top',
    '- name: web\n',
    ['1:1: the file is a list: write projects: above it, and indent it [file-not-a-mapping]'],
  ],
  ['a text at the top', 'hello', ['1:1: the file must be a mapping with webhooks and projects [file-not-a-mapping]']],
  [
    'webhooks as a list',
    'webhooks:\n  - name: github\n    provider: githob\n',
    [
      '1:1: webhooks is a mapping and not a list: write "github:" instead of "- name: github" [wrong-type]',
      '3:5: provider: "githob" is not valid: did you mean github? [unknown-value]',
    ],
  ],
  [
    'a dash before the keys of a mapping',
    project('source:\n  - type: GITHUB\n    location: 7\n'),
    [
      '5:5: source is a mapping and not a list: remove the dashes before its keys [wrong-type]',
      "7:9: location: 7 is a number: write it in quotes, '7' [wrong-type]",
    ],
  ],
  [
    'true instead of a mapping',
    project(`${SOURCE}badge: true\n`),
    ['6:5: badge is a mapping: write badge: { badgeEnabled: true } [wrong-type]'],
  ],
  [
    'a text instead of a mapping',
    project('source: https://github.com/acme/web\n'),
    ['5:5: source is a mapping: write its keys below it, indented, such as type, location, gitCloneDepth [wrong-type]'],
  ],
  [
    'texts instead of booleans',
    project(`${SOURCE}skipCi: no\nbadge: { badgeEnabled: "yes" }\n`),
    [
      '6:5: skipCi: "no" is a text: write false, without quotes [wrong-type]',
      '7:14: badgeEnabled: "yes" is a text: write true, without quotes [wrong-type]',
    ],
  ],
  [
    'a text instead of a number, and a number instead of a text',
    project(`${SOURCE}timeoutInMinutes: "600"\ndescription: 1.10\n`),
    [
      '6:5: timeoutInMinutes: "600" is a text: write 600, without quotes [wrong-type]',
      "7:5: description: 1.10 is a number: write it in quotes, '1.10' [wrong-type]",
    ],
  ],
  [
    'values in lower case',
    project(
      'source: { type: github, location: https://github.com/acme/web }\nwebhook: { filterGroups: [[{ type: event, pattern: push }]] }\n',
    ),
    [
      '5:15: type: "github" is not valid: did you mean GITHUB? [unknown-value]',
      '6:34: type: "event" is not valid: did you mean EVENT? [unknown-value]',
      expect.stringMatching(/^6:47: "push" is not an event type .*\[unknown-event-type\]$/) as string,
    ],
  ],
  [
    'keys without a value',
    project('source:\nbadge: # none\nlink:\n'),
    [
      '5:5: source has no value: write its keys below it, indented, such as type, location, gitCloneDepth [empty-value]',
      '6:5: badge has no value: write its keys below it, indented, or remove it [empty-value]',
      '7:5: link has no value: write one, or remove it [empty-value]',
    ],
  ],
  [
    'items that are not mappings, beside one that is',
    `projects:\n  -\n  - web\n  - name: api\n    arn: arn:aws:codebuild:us-east-1:123456789012:project/api\n    source: {}\n`,
    [
      '2:4: an item of projects has no value: write its keys below it, indented, such as name, arn, description [empty-value]',
      '3:5: an item of projects is a mapping: write its keys below it, indented, such as name, arn, description [wrong-type]',
      '6:5: type is missing [missing-key]',
    ],
  ],
  [
    'keys that are not indented',
    project('source:\ntype: GITHUB\nlocation: https://github.com/acme/web\nbadgeEnabled: true\n'),
    [
      '6:5: type belongs below source: indent it [unknown-key]',
      '7:5: location belongs below source: indent it [unknown-key]',
      '8:5: badgeEnabled belongs below badge: write badge: above it, and indent it [unknown-key]',
    ],
  ],
  [
    'a key that is indented too far',
    project('source:\n  type: GITHUB\n  location: https://github.com/acme/web\n  webhook: {}\n'),
    ['8:7: webhook belongs beside source, not below it: indent it less [unknown-key]'],
  ],
  [
    "CloudFormation's names",
    'projects:\n  - Name: web\n    Source: { Type: GITHUB, Location: https://github.com/acme/web, BuildSpec: a.yml }\n    Environment: { Type: LINUX_CONTAINERS }\n',
    [
      "2:5: Name, Source, Environment are CloudFormation's names: write name, source, environment, as CodeBuild's API does [unknown-key]",
      "3:15: Type, Location, BuildSpec are CloudFormation's names: write type, location, buildspec, as CodeBuild's API does [unknown-key]",
      '4:20: Type is unknown here: did you mean type? [unknown-key]',
      '4:20: type: "LINUX_CONTAINERS" is not valid: did you mean LINUX_CONTAINER? [unknown-value]',
    ],
  ],
  [
    'a misspelt key with mistakes inside it',
    project('sorce: { type: SVN }\n'),
    [
      '5:5: sorce is unknown here: did you mean source? [unknown-key]',
      expect.stringMatching(/^5:14: type: "SVN" is not valid/) as string,
    ],
  ],
  [
    'a colon without a space',
    project(`${SOURCE}badge: {badgeEnabled:true}\n`),
    ['6:13: badgeEnabled:true is one word: write a space after the colon, badgeEnabled: true [unknown-key]'],
  ],
])('%s is reported in terms of YAML, together with every other mistake', (_, text, expected) => {
  expect(errors(text)).toEqual(expected);
});

test.each<[string, string, readonly string[]]>([
  ['a tab', 'projects:\n\t- name: web', ['2:1: Tabs are not allowed as indentation: indent with spaces [yaml-syntax]']],
  [
    'a key twice',
    project(`${SOURCE}link: https://a.example\nlink: b\n`),
    [
      '7:5: link appears twice in this mapping, first on line 6: keep one of the two [yaml-duplicate-key]',
      '7:5: link: must be a URL that begins with https:// or http:// [invalid-value]',
    ],
  ],
  [
    'a * without quotes',
    project(`${SOURCE}permissions: [{ Effect: Allow, Action: *s3, Resource: '*' }]\nlink: a\n`),
    [
      "6:44: *s3 is an alias, and no anchor &s3 precedes it: write a text that begins with * in quotes, '*s3' [yaml-alias]",
      expect.stringMatching(/^7:5: link: must be a URL/) as string,
    ],
  ],
  ['a * on its own', 'a: *', ['1:4: Alias cannot be an empty string: write * in quotes [yaml-syntax]']],
  [
    'a ! without quotes',
    project(`${SOURCE}link: !link a\n`),
    [
      '6:5: link: must be a URL that begins with https:// or http:// [invalid-value]',
      "6:11: !link is a tag, which nothing here understands: write a text that begins with ! in quotes, '!link a' [yaml-tag]",
    ],
  ],
  [
    'a @ without quotes',
    'a: @x',
    ['1:4: Plain value cannot start with reserved character @: write the text in quotes [yaml-syntax]'],
  ],
  [
    'a colon in a text',
    'a: b: c',
    [
      '1:4: Nested mappings are not allowed in compact mappings: write a text that contains ": " in quotes [yaml-syntax]',
    ],
  ],
  [
    'keys of several indentations',
    'a:\n  b: 1\n c: 2',
    [
      '3:1: All mapping items must start at the same column: give the keys of one mapping the same indentation [yaml-syntax]',
    ],
  ],
  [
    'a key of an item with another indentation',
    'projects:\n  - name: web\n   link: x',
    [
      '3:1: Sequence item without - indicator: indent it like the other keys of this item, or begin it with "- " [yaml-syntax]',
    ],
  ],
  ['an unclosed quote', 'a: "x\nb: 3', ['2:5: Missing closing ": close the quote [yaml-syntax]']],
  [
    'merging a text',
    project(`${SOURCE}badge: { <<: text }\n`),
    ['6:14: << merges mappings: write <<: *name, with &name before the mapping that is to be merged [yaml-merge]'],
  ],
  [
    'merging nothing',
    project(`${SOURCE}badge: { <<: *none }\n`),
    ['6:14: << merges mappings: write <<: *name, with &name before the mapping that is to be merged [yaml-merge]'],
  ],
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
  expect(errors(text.replace('image:', 'imag:'))).toEqual([
    '3:3: imag is unknown here: did you mean image? [unknown-key]',
  ]);
  expect(errors(text.replace('x-environment', 'y-environment'))[0]).toMatch(/^1:1: y-environment is unknown here/);
});

test('an alias of a list, and a list in a merged part, keep their places', () => {
  const groups = `x-groups: &groups
  - - { type: EVENT, pattern: PUSH }
    - { type: HEAD_REF, pattern: '(' }
`;
  expect(errors(`${groups}${project(`${SOURCE}webhook: { filterGroups: *groups }\n`)}`)).toEqual([
    expect.stringMatching(/^3:25: \( can't be used.*\[invalid-pattern\]$/),
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
  expect(errors('x-loop: &loop [*loop]\n')).toEqual([
    "1:16: *loop stands for a part that it is in itself: write a text that begins with * in quotes, '*loop' [yaml-alias]",
  ]);
});
