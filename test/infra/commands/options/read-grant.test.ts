import { expect, test } from 'vitest';
import { readGrant } from '../../../../infra/commands/options/read-grant.ts';

const NOTHING = { projects: undefined, actions: undefined, refs: undefined, variables: undefined };
const KNOWN = ['sample', 'web'];

test('lists are split at commas and spaces', () => {
  const options = { projects: 'web, api-*', actions: 'start,read', refs: 'main,refs/tags/v*,', variables: 'VERSION' };
  expect(readGrant(options, KNOWN)).toEqual({
    projects: ['web', 'api-*'],
    actions: ['start', 'read'],
    refs: ['main', 'refs/tags/v*'],
    variables: ['VERSION'],
  });
});

test('without actions, a token can only read', () => {
  expect(readGrant({ ...NOTHING, projects: 'web' }, KNOWN)).toEqual({
    projects: ['web'],
    actions: ['read'],
    refs: [],
    variables: [],
  });
});

test.each<[object, readonly string[]]>([
  [{}, ['--projects: must name at least one project, or a pattern such as api-*']],
  [
    { projects: 'sampel', actions: 'start' },
    [
      '--projects: there is no project named "sampel": did you mean "sample"?',
      'the action start allows no build without refs: add the refs that can be built, for example main, release/* or refs/tags/v*',
    ],
  ],
  [{ projects: 'other' }, ['--projects: there is no project named "other": the known names are "sample", "web"']],
  [
    { projects: 'web', actions: 'fly', refs: 'refs/pull/*', variables: 'PATH' },
    [
      '--actions: "fly" is not valid (allowed: start, read, stop, retry)',
      '--refs: "refs/pull/*" is not a valid pattern for branches or tags: use main, release/* or refs/tags/v*, where * matches any text',
      '--variables: the variable "PATH" can make programs run other code or read secrets: choose another variable',
    ],
  ],
])('for %j, every problem is reported', (options, problems) => {
  expect(() => readGrant({ ...NOTHING, ...options }, KNOWN)).toThrow(new Error(problems.join('\n')));
});
