import * as v from 'valibot';
import { expect, test } from 'vitest';
import { grantEntries, may, mayUseRef, mayUseVariable, whyUseless } from '../../../../functions/core/access/grant.ts';
import type { Grant } from '../../../../functions/core/api-access.ts';

const grant: Grant = {
  projects: ['web', 'api-*'],
  actions: ['start', 'read'],
  refs: ['main', 'release/*', 'refs/tags/v*'],
  variables: ['VERSION', 'PATH', 'aws_profile'],
};

test.each([
  ['start', 'web', true],
  ['read', 'api-orders', true],
  ['stop', 'web', false],
  ['retry', 'web', false],
  ['start', 'web2', false],
  ['start', 'WEB', false],
  ['start', 'my-api-orders', false],
  ['start', '', false],
] as const)('permission to %s %s is granted: %j', (action, project, expected) =>
  expect(may(grant, action, project)).toBe(expected),
);

test.each([
  ['refs/heads/main', true],
  ['refs/heads/release/1.2', true],
  ['refs/tags/v1', true],
  ['main', false],
  ['refs/heads/mainline', false],
  ['refs/heads/release', false],
  ['refs/tags/main', false],
  ['refs/heads/refs/heads/main', false],
  ['refs/heads/v1', false],
  ['refs/pull/1/head', false],
  ['refs/pull/1/merge', false],
  ['refs/heads/release/../main', false],
  ['refs/heads/release/1\n', false],
])('the ref %j is granted: %j', (ref, expected) => expect(mayUseRef(grant, ref)).toBe(expected));

test('even a grant of every ref does not include pull requests', () => {
  expect(mayUseRef({ ...grant, refs: ['*', 'refs/*'] }, 'refs/pull/1/head')).toBe(false);
});

test.each([
  ['VERSION', true],
  ['version', false],
  ['PATH', false],
  ['aws_profile', false],
  ['DEBUG', false],
])('the variable %s is granted: %j', (name, expected) => expect(mayUseVariable(grant, name)).toBe(expected));

/** The first of the grant's problems. */
function wrong(written: object): string | undefined {
  const { issues, output } = v.safeParse(v.object(grantEntries), { projects: ['web'], ...written });
  return issues?.[0]?.message ?? whyUseless(output as Grant);
}

test('a grant that names only projects allows reading them', () => {
  expect(v.parse(v.object(grantEntries), { projects: ['web'] })).toEqual({
    projects: ['web'],
    actions: ['read'],
    refs: [],
    variables: [],
  });
});

test.each<[object, string | undefined]>([
  [{}, undefined],
  [{ projects: [] }, 'must name at least one project, or a pattern such as api-*'],
  [{ projects: ['a b'] }, '"a b" is neither a project name nor a pattern such as api-*'],
  [{ actions: [] }, 'must contain at least one of start, read, stop, retry'],
  [{ actions: ['delete'] }, '"delete" is not valid (allowed: start, read, stop, retry)'],
  [
    { actions: ['start'] },
    'the action start allows no build without refs: add the refs that can be built, for example main, release/* or refs/tags/v*',
  ],
  [
    { refs: ['refs/pull/*/head'] },
    '"refs/pull/*/head" is not a valid pattern for branches or tags: use main, release/* or refs/tags/v*, where * matches any text',
  ],
  [
    { refs: ['refs/*'] },
    '"refs/*" is not a valid pattern for branches or tags: use main, release/* or refs/tags/v*, where * matches any text',
  ],
  [
    { refs: [''] },
    '"" is not a valid pattern for branches or tags: use main, release/* or refs/tags/v*, where * matches any text',
  ],
  [
    { refs: ['main:evil'] },
    '"main:evil" is not a valid pattern for branches or tags: use main, release/* or refs/tags/v*, where * matches any text',
  ],
  [
    { variables: ['webhook_ref'] },
    'the variable name "webhook_ref" begins with a reserved prefix: choose another name (reserved: PUSHLIGHT_, WEBHOOK_, CODEBUILD_)',
  ],
  [{ variables: ['VERSION'] }, 'variables has no effect without the action start: add start to actions'],
  [{ actions: ['start'], refs: ['*', 'refs/tags/*'], variables: ['VERSION'] }, undefined],
])('the grant %j has the problem %j', (written, expected) => expect(wrong(written)).toBe(expected));
