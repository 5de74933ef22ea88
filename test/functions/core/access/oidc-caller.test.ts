import { expect, test } from 'vitest';
import { oidcCaller, type AccessRule, type Issuer } from '../../../../functions/core/access/oidc-caller.ts';

const gitlab: Issuer = { name: 'gitlab', url: 'https://gitlab.com', audience: 'us' };
const grant = (project: string): AccessRule['grant'] => ({
  projects: [project],
  actions: ['read'],
  refs: [],
  variables: [],
});
const rules: readonly AccessRule[] = [
  { issuer: 'github', claims: { project_id: '20' }, grant: grant('github') },
  { issuer: 'gitlab', claims: { project_id: '20', ref: 'main', ref_protected: 'true' }, grant: grant('main') },
  { issuer: 'gitlab', claims: { project_id: '20', ref_type: 'branch' }, grant: grant('branch') },
  { issuer: 'gitlab', claims: { toString: 'x' }, grant: grant('inherited') },
];

/** As GitLab's documentation shows a token. */
const claims = {
  sub: 'project_path:my-group/my-project:ref_type:branch:ref:main',
  aud: 'us',
  jti: '235b3a54-b797-45c7-ae9a-f72d7bc6ef5b',
  exp: 1_681_399_193,
  project_id: '20',
  ref: 'main',
  ref_type: 'branch',
  ref_protected: 'true',
  pipeline_source: 'push',
};

test('the first rule of its issuer that fits says what a caller may', () => {
  expect(oidcCaller(claims, gitlab, rules)?.grant).toEqual(grant('main'));
  expect(oidcCaller({ ...claims, ref: 'next' }, gitlab, rules)?.grant).toEqual(grant('branch'));
});

test.each<[string, object]>([
  ['that no rule fits', { project_id: '21' }],
  ['with a list in the place of a text', { project_id: ['20'] }],
  ['with a longer text', { project_id: '200' }],
  ['with nothing', { project_id: null }],
  ['without an id of its own', { jti: undefined }],
  ['without a subject', { sub: undefined }],
  ['with a subject that fills the log', { sub: 'a'.repeat(1001) }],
  ['of a merge request, whose fork may call its branch main', { pipeline_source: 'merge_request_event' }],
  ['of a pull request elsewhere', { pipeline_source: 'external_pull_request_event' }],
])('claims %s let nobody in', (_, changed) => {
  expect(oidcCaller({ ...claims, ...changed }, gitlab, rules)).toBeUndefined();
});

test('numbers and booleans have the value that is written for them', () => {
  expect(oidcCaller({ ...claims, project_id: 20, ref_protected: true }, gitlab, rules)?.grant).toEqual(grant('main'));
});

test('two issuers may give the same id to a token', () => {
  const other = { ...gitlab, url: 'https://git.acme.example' };
  const [one, two] = [gitlab, other].map((issuer) => oidcCaller(claims, issuer, rules)?.singleUse?.id);
  expect(one).not.toBe(two);
});

test.each([undefined, null, 'claims', [], {}])('%j are no claims', (value) => {
  expect(oidcCaller(value, gitlab, rules)).toBeUndefined();
});
