import { expect, test } from 'vitest';
import { oidcCaller } from '../../../../functions/core/access/oidc-caller.ts';
import type { AccessRule, Issuer } from '../../../../functions/core/api-access.ts';
import type { Refused } from '../../../../functions/core/access/refused.ts';

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

/** The claims of a token, as in GitLab's documentation. */
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

const call = (changed: object, issuer = gitlab) => oidcCaller({ ...claims, ...changed }, issuer, rules);

test('the first matching rule of the issuer decides what a caller can do', () => {
  expect(call({})).toMatchObject({ grant: grant('main') });
  expect(call({ ref: 'next' })).toMatchObject({ grant: grant('branch') });
});

const INVALID = 'a claim is missing or not valid';

test.each<[string, object, string, string?]>([
  ['that no rule matches', { project_id: '21' }, 'no rule matches', 'project_id'],
  ['that two rules miss, one of them by less', { ref: 'x', ref_type: 'tag' }, 'no rule matches', 'ref'],
  ['with a list in place of a text', { project_id: ['20'] }, 'no rule matches', 'project_id'],
  ['with a longer text', { project_id: '200' }, 'no rule matches', 'project_id'],
  ['with nothing', { project_id: null }, 'no rule matches', 'project_id'],
  ...[undefined, null, '', 7, ['a'], 'a'.repeat(1001)].map((jti): [string, object, string, string] => [
    `with ${String(jti).slice(0, 9)} as its own id`,
    { jti },
    'the token has no id, and its issuer is not configured with singleUse: false',
    'jti',
  ]),
  ['without a subject', { sub: undefined }, INVALID, 'sub'],
  ['with a subject that fills the log', { sub: 'a'.repeat(1001) }, INVALID, 'sub'],
  ...[['us', 'them'], ['us', 'us'], [], [['us']], [7], { us: true }, 7, null, undefined].map(
    (aud): [string, object, string, string] => [`with the audience ${JSON.stringify(aud)}`, { aud }, INVALID, 'aud'],
  ),
  ['for another audience', { aud: 'them' }, "the audience is not one of the service's own", 'aud'],
  ['for another audience in a list', { aud: ['them'] }, "the audience is not one of the service's own", 'aud'],
  ['that never expire', { exp: 1e300 }, INVALID, 'exp'],
  ['whose expiry time is a text', { exp: '1681399193' }, INVALID, 'exp'],
  [
    'of a merge request, since a fork can call its branch main',
    { pipeline_source: 'merge_request_event' },
    'the job belongs to a pull or merge request',
  ],
  [
    'of a pull request on another host',
    { pipeline_source: 'external_pull_request_event' },
    'the job belongs to a pull or merge request',
  ],
])('claims %s let nobody in, and the log can say why', (_, changed, reason, names) => {
  const { refused, details } = call(changed) as Refused;
  expect({ refused, claims: details.claims }).toEqual({ refused: reason, claims: names });
});

test('a list of one audience is equivalent to that audience', () => {
  expect(call({ aud: ['us'] })).toEqual(call({}));
});

test('other claims about audience and time change nothing, and rules can require them', () => {
  expect(call({ azp: 'somebody', iat: 0, auth_time: 'x' })).toEqual(call({}));
  const asked = [{ issuer: 'gitlab', claims: { azp: 'robot' }, grant: grant('asked') }];
  expect(oidcCaller({ ...claims, azp: 'robot' }, gitlab, asked)).toMatchObject({ grant: grant('asked') });
  expect(oidcCaller({ ...claims, azp: 'somebody' }, gitlab, asked)).toHaveProperty('refused', 'no rule matches');
});

test.each([undefined, '', 7, claims.jti])(
  'with singleUse: false, a token with %j as its own id starts any number of builds',
  (jti) => {
    const caller = call({ jti }, { ...gitlab, singleUse: false });
    expect(caller).toMatchObject({ grant: grant('main') });
    expect(caller).not.toHaveProperty('singleUse');
  },
);

test.each([
  ['https://git.acme.example/_services/token', 'https://git.acme.example/acme'],
  ['https://token.actions.githubusercontent.com', 'https://github.com/acme'],
  ['https://git.acme.example', 'https://git.acme.example'],
])('a token of %s for %s lets nobody in, even if that is the configured audience', (url, audience) => {
  for (const aud of [audience, [audience]]) {
    expect(call({ aud }, { ...gitlab, url, audience })).toHaveProperty(
      'refused',
      "the audience is not one of the service's own",
    );
  }
});

test('numbers and booleans match their written form', () => {
  expect(call({ project_id: 20, ref_protected: true })).toMatchObject({ grant: grant('main') });
});

test('two issuers can give a token the same id', () => {
  const [one, two] = [gitlab, { ...gitlab, url: 'https://git.acme.example' }].map((issuer) => call({}, issuer));
  expect(one).toHaveProperty('singleUse.id');
  expect(one).not.toEqual(two);
});

test.each([undefined, null, 'claims', [], {}])('%j cannot be used as claims', (value) => {
  expect(oidcCaller(value, gitlab, rules)).toHaveProperty('refused', INVALID);
});
