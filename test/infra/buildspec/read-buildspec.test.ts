import { expect, test } from 'vitest';
import { readBuildspec } from '../../../infra/buildspec/read-buildspec.ts';

test('a buildspec is read with its defaults', () => {
  const text = `version: 0.2
env:
  shell: bash
  variables:
    NAME: world
    COUNT: 3
phases:
  install:
    runtime-versions:
      nodejs: 20
  build:
    on-failure: CONTINUE
    commands:
      - true
      - echo one &&
        echo two
      - |
        echo three
        echo four
    finally: echo done
cache:
  paths: [node_modules]
`;
  expect(readBuildspec(text)).toEqual({
    buildspec: {
      shell: 'bash',
      variables: { NAME: 'world', COUNT: '3' },
      phases: {
        install: { commands: [], finally: [] },
        build: {
          commands: ['true', 'echo one && echo two', 'echo three\necho four\n'],
          finally: ['echo done'],
          onFailure: 'CONTINUE',
        },
      },
      ignored: ['cache', 'phases.install.runtime-versions'],
    },
  });
});

test.each([
  ['', '1:1', 'the buildspec is empty'],
  ['phases:\n  build:\n    commands: ls\n', '1:1', 'version is missing: write "version: 0.2"'],
  ['version: 0.1\nphases:\n  build:\n    commands: ls\n', '1:10', 'version 0.1 is not supported'],
  ['version: 0.2\n', '1:1', 'phases is missing'],
  ['version: 0.2\nphases:\n', '2:1', 'phases is empty'],
  [
    'version: 0.2\nphases:\n  prebuild:\n    commands: ls\n  build:\n    commands: ls\n',
    '3:3',
    'did you mean pre_build?',
  ],
  ['version: 0.2\nphases:\n  build:\n    command: ls\n    commands: ls\n', '4:5', 'did you mean commands?'],
  ['version: 0.2\nphases:\n  build: {}\n', '3:3', 'phases.build has no commands'],
  [
    'version: 0.2\nphases:\n  build:\n    commands:\n      - ls\n      - echo a: b\n',
    '6:9',
    'quote a command that holds ": "',
  ],
  ['version: 0.2\nphases:\n  build:\n    commands:\n      - ls\n      -\n', '6:8', 'phases.build.commands[1] is empty'],
  ['version: 0.2\nphases:\n  build:\n    on-failure: STOP\n    commands: ls\n', '4:17', 'expected ABORT or CONTINUE'],
  ['version: 0.2\nphases: [build]\n', '2:9', 'phases is a list: expected a mapping'],
  ['version: 0.2\nphases:\n\tbuild:\n', '3:1', 'Tabs are not allowed as indentation'],
  ['version: 0.2\nversion: 0.2\nphases:\n  build:\n    commands: ls\n', '2:1', 'Map keys must be unique'],
])('what is wrong with %j is told at %s', (text, place, message) => {
  const reading = readBuildspec(text);
  const problems = 'problems' in reading ? reading.problems : [];
  expect(problems.map(({ line, column }) => `${line}:${column}`)).toContain(place);
  expect(problems.map((problem) => problem.message).join('\n')).toContain(message);
});

test('every problem is told at once, in the order of the text', () => {
  const reading = readBuildspec('version: 3\nphases:\n  biuld:\n    commands: ls\nenv:\n  shell: fish\n');
  expect('problems' in reading && reading.problems.map(({ line }) => line)).toEqual([1, 2, 3, 6]);
});
