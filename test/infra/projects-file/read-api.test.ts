import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';

const PROJECTS = ['web', 'api-orders'].map((name) => ({
  name,
  arn: `arn:aws:codebuild:us-east-1:123456789012:project/${name}`,
  source: { type: 'NO_SOURCE' },
}));
const GITHUB = { provider: 'github', audience: 'https://builds.acme.example' };
const GITLAB = { provider: 'gitlab', audience: 'https://builds.acme.example' };
const RULE = {
  issuer: 'github',
  claims: { repository_id: 1296269, repository_owner_id: '583231', ref: 'refs/heads/main' },
  projects: ['web', 'api-*'],
  actions: ['start', 'read'],
  refs: ['main'],
  variables: ['VERSION'],
};

const read = (issuers: object, rules: readonly object[]) =>
  readProjectsFile(stringify({ api: { issuers, rules }, projects: PROJECTS }));

/** The ids of the errors. */
function problems(issuers: object, ...rules: readonly object[]): readonly string[] {
  const file = read(issuers, rules);
  return 'problems' in file ? file.problems.map(({ id }) => id) : [];
}

test('issuers and rules are compiled, with the known URLs of GitHub and GitLab', () => {
  const acme = { url: 'https://login.acme.example', audience: 'builds' };
  const rules = [RULE, { issuer: 'acme', claims: { sub: 'robot', admin: true }, projects: ['*'] }];
  const file = read({ github: GITHUB, gitlab: GITLAB, acme }, rules);
  expect('api' in file && file.api).toEqual({
    issuers: [
      {
        name: 'github',
        url: 'https://token.actions.githubusercontent.com',
        audience: 'https://builds.acme.example',
      },
      { name: 'gitlab', url: 'https://gitlab.com', audience: 'https://builds.acme.example' },
      { name: 'acme', ...acme },
    ],
    rules: [
      {
        issuer: 'github',
        claims: { repository_id: '1296269', repository_owner_id: '583231', ref: 'refs/heads/main' },
        grant: { projects: ['web', 'api-*'], actions: ['start', 'read'], refs: ['main'], variables: ['VERSION'] },
      },
      {
        issuer: 'acme',
        claims: { sub: 'robot', admin: 'true' },
        grant: { projects: ['*'], actions: ['read'], refs: [], variables: [] },
      },
    ],
  });
});

/** The ids of the warnings. */
function warnings(issuers: object): readonly string[] {
  const file = read(issuers, []);
  return file.warnings?.map(({ id }) => id).filter((id) => id !== 'buildspec-not-inline') ?? [];
}

test('tokens without an id are accepted if singleUse is false, which check reports as weaker', () => {
  const circle = { url: 'https://oidc.circleci.com/org/1', audience: 'https://builds.acme.example' };
  const compiled = (issuer: object) => {
    const file = read({ circle: issuer }, []);
    return 'api' in file && file.api?.issuers;
  };
  expect(compiled({ ...circle, singleUse: false })).toEqual([{ name: 'circle', ...circle, singleUse: false }]);
  expect(warnings({ circle: { ...circle, singleUse: false } })).toEqual(['token-used-again']);
  for (const issuer of [circle, { ...circle, singleUse: true }]) {
    expect(compiled(issuer)).toEqual([{ name: 'circle', ...circle }]);
    expect(warnings({ circle: issuer })).toEqual([]);
  }
  expect(problems({ circle: { ...circle, singleUse: 'no' } })).toHaveLength(1);
});

test('the audience shared by all tokens of a CircleCI organization is reported, since its jobs rarely ask for another', () => {
  const url = 'https://oidc.circleci.com/org/1b2c';
  expect(warnings({ circle: { url, audience: '1b2c' } })).toEqual(['audience-of-organization']);
});

test.each([
  'https://git.acme.example/_services/token',
  'https://token.actions.acme.ghe.com',
  'https://token.actions.githubusercontent.com/acme-inc',
])('%s is recognised as GitHub, whose rules require ids', (url) => {
  const rule = { issuer: 'ours', claims: { ref: 'refs/heads/main' }, projects: ['web'] };
  expect(problems({ ours: { url, audience: 'builds' } }, rule)).toEqual(['rule-without-id', 'rule-without-id']);
});

test('a file without api lets nobody in', () => {
  const file = readProjectsFile(stringify({ projects: PROJECTS }));
  expect(file).not.toHaveProperty('problems');
  expect(file).not.toHaveProperty('api');
});

test('a problem is reported at its place', () => {
  const file = read({ github: GITHUB }, [{ ...RULE, issuer: 'gitlab' }]);
  expect(file).toMatchObject({
    problems: [{ line: 7, column: 7, id: 'unknown-issuer' }],
  });
});

test.each<[object, readonly string[]]>([
  [{ x: { audience: 'us' } }, ['issuer-without-url']],
  [{ x: { provider: 'githob', audience: 'us' } }, ['unknown-value']],
  [{ x: { provider: 'github' } }, ['missing-key']],
  [{ X: { provider: 'github', audience: 'us' } }, ['invalid-value']],
  ...['http://login.acme.example', 'login.acme.example', 'https://a.example?x', 'http://127.0.0.1.evil.example'].map(
    (url): [object, readonly string[]] => [{ x: { url, audience: 'us' } }, ['invalid-value']],
  ),
  [{ x: { url: 'http://127.0.0.1:4000', audience: 'us' } }, []],
  ...['https://github.com/acme', 'https://token.actions.githubusercontent.com'].map(
    (audience): [object, readonly string[]] => [{ x: { provider: 'github', audience } }, ['audience-of-everyone']],
  ),
  ...(
    [
      { provider: 'github', url: 'https://git.acme.io/_services/token', audience: 'https://git.acme.io/acme' },
      { url: 'https://git.acme.io/_services/token', audience: 'https://git.acme.io/other/' },
      { url: 'https://token.actions.acme.ghe.com', audience: 'https://acme.ghe.com/acme' },
      { provider: 'gitlab', url: 'https://git.acme.io', audience: 'https://git.acme.io/' },
      { url: 'https://oidc.eks.eu-west-1.amazonaws.com/id/01', audience: 'https://kubernetes.default.svc' },
      { url: 'https://login.acme.io', audience: 'https://login.acme.io' },
    ] as const
  ).map((issuer): [object, readonly string[]] => [{ x: issuer }, ['audience-of-everyone']]),
  [{ x: { url: 'https://gitlab.com', audience: 'https://gitlab.com' } }, ['audience-of-everyone']],
  [
    { one: GITHUB, two: { url: 'https://token.actions.githubusercontent.com', audience: 'us' } },
    ['duplicate-issuer-url'],
  ],
])('for the issuers %j, it reports %j', (issuers, expected) => expect(problems(issuers)).toEqual(expected));

test.each<[object, readonly string[]]>([
  [{}, []],
  [{ refs: [] }, ['grant-without-effect']],
  [{ projects: ['weeb'] }, ['unknown-project']],
  [{ actions: ['fly'] }, ['unknown-value']],
  [{ variables: ['PATH'] }, ['invalid-value']],
  [{ ref: 'main' }, ['unknown-key']],
])('for a rule with %j, it reports %j', (changed, expected) =>
  expect(problems({ github: GITHUB }, { ...RULE, ...changed })).toEqual(expected),
);

const IDS = { repository_id: '1', repository_owner_id: '2' };

test.each<[object, readonly string[]]>([
  [{ ...IDS, ref: 'refs/tags/v1' }, []],
  [{ ...IDS, environment: 'production' }, []],
  [{ repository: 'acme/web', ref: 'refs/heads/main' }, ['rule-without-id', 'rule-without-id']],
  [{ ...IDS, repository_id: 'acme/web', ref: 'refs/heads/main' }, ['rule-without-id']],
  [{ ...IDS }, ['rule-without-ref']],
  [{ ...IDS, ref: 'main' }, ['ref-claim-form']],
  [{ ...IDS, ref: 'refs/pull/1/merge' }, ['ref-claim-form']],
  [{ ...IDS, ref: 'refs/heads/*' }, ['invalid-value']],
  [{ ...IDS, repository_id: '*', ref: 'refs/heads/main' }, ['invalid-value']],
  [{ ...IDS, ref: ['refs/heads/main'] }, ['wrong-type']],
])('for the GitHub claims %j, it reports %j', (claims, expected) =>
  expect(problems({ github: GITHUB }, { ...RULE, claims })).toEqual(expected),
);

test.each<[object, readonly string[]]>([
  [{ project_id: 1, namespace_id: 2, ref: 'main', ref_type: 'branch' }, []],
  [{ project_id: 1, namespace_id: 2, ref_protected: true }, []],
  [{ project_id: 1, namespace_id: 2, ref_protected: false }, ['rule-without-ref']],
  [{ project_id: 1, namespace_id: 2, ref: 'main' }, ['rule-without-ref']],
  [{ project_id: 1, ref: 'main', ref_type: 'branch' }, ['rule-without-id']],
  [{ project_id: 1, namespace_id: 2, ref: 'refs/heads/main', ref_type: 'branch' }, ['ref-claim-form']],
])('for the GitLab claims %j, it reports %j', (claims, expected) =>
  expect(problems({ gitlab: GITLAB }, { ...RULE, issuer: 'gitlab', claims })).toEqual(expected),
);

test('a rule without claims is refused, since it would let in any token of the issuer', () => {
  const acme = { url: 'https://login.acme.example', audience: 'us' };
  expect(problems({ acme }, { issuer: 'acme', claims: {}, projects: ['web'] })).toEqual(['rule-without-claims']);
});
