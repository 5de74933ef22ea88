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

/** The findings, without their places. */
function problems(issuers: object, ...rules: readonly object[]): readonly string[] {
  const file = read(issuers, rules);
  return 'problems' in file ? file.problems.map(({ message }) => message) : [];
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

/** The warnings, without their places. */
function warnings(issuers: object): readonly string[] {
  const file = read(issuers, []);
  return file.warnings?.map(({ message }) => message).filter((message) => !message.includes('NO_SOURCE')) ?? [];
}

test('tokens without an id are accepted if singleUse is false, which check reports as weaker', () => {
  const circle = { url: 'https://oidc.circleci.com/org/1', audience: 'https://builds.acme.example' };
  const compiled = (issuer: object) => {
    const file = read({ circle: issuer }, []);
    return 'api' in file && file.api?.issuers;
  };
  expect(compiled({ ...circle, singleUse: false })).toEqual([{ name: 'circle', ...circle, singleUse: false }]);
  expect(warnings({ circle: { ...circle, singleUse: false } })).toEqual([
    "a token of circle that leaks can start builds until it expires, since singleUse is false: remove it if the issuer's tokens have a jti",
  ]);
  for (const issuer of [circle, { ...circle, singleUse: true }]) {
    expect(compiled(issuer)).toEqual([{ name: 'circle', ...circle }]);
    expect(warnings({ circle: issuer })).toEqual([]);
  }
  expect(problems({ circle: { ...circle, singleUse: 'no' } })).toHaveLength(1);
});

test('the audience shared by all tokens of a CircleCI organization is reported, since its jobs rarely ask for another', () => {
  const url = 'https://oidc.circleci.com/org/1b2c';
  expect(warnings({ circle: { url, audience: '1b2c' } })).toEqual([
    expect.stringMatching(/^every job of the organization has a token for 1b2c/),
  ]);
});

test.each([
  'https://git.acme.example/_services/token',
  'https://token.actions.acme.ghe.com',
  'https://token.actions.githubusercontent.com/acme-inc',
])('%s is recognised as GitHub, whose rules require ids', (url) => {
  const rule = { issuer: 'ours', claims: { ref: 'refs/heads/main' }, projects: ['web'] };
  expect(problems({ ours: { url, audience: 'builds' } }, rule)).toEqual([
    "a rule for github needs the numeric repository_id: a name can come to be another's",
    "a rule for github needs the numeric repository_owner_id: a name can come to be another's",
  ]);
});

test('a file without api lets nobody in', () => {
  const file = readProjectsFile(stringify({ projects: PROJECTS }));
  expect(file).not.toHaveProperty('problems');
  expect(file).not.toHaveProperty('api');
});

test('a problem is reported at its place', () => {
  const file = read({ github: GITHUB }, [{ ...RULE, issuer: 'gitlab' }]);
  expect(file).toMatchObject({
    problems: [{ line: 7, column: 7, message: 'there is no issuer gitlab: did you mean github?' }],
  });
});

test.each<[object, readonly string[]]>([
  [{ x: { audience: 'us' } }, ['issuer x needs its url, or provider: github or gitlab']],
  [{ x: { provider: 'githob', audience: 'us' } }, ['provider: "githob" is not valid: did you mean github?']],
  [{ x: { provider: 'github' } }, ['audience is missing']],
  [{ X: { provider: 'github', audience: 'us' } }, ['X: must be lower-case letters, digits and hyphens']],
  ...['http://login.acme.example', 'login.acme.example', 'https://a.example?x', 'http://127.0.0.1.evil.example'].map(
    (url): [object, readonly string[]] => [
      { x: { url, audience: 'us' } },
      ['url: must be https, or http on 127.0.0.1 or localhost, as the tokens have it in iss'],
    ],
  ),
  [{ x: { url: 'http://127.0.0.1:4000', audience: 'us' } }, []],
  ...['https://github.com/acme', 'https://token.actions.githubusercontent.com'].map(
    (audience): [object, readonly string[]] => [
      { x: { provider: 'github', audience } },
      [`tokens for anybody have the audience ${audience}: choose one of your own, and ask for it in the job`],
    ],
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
  ).map((issuer): [object, readonly string[]] => [
    { x: issuer },
    [`tokens for anybody have the audience ${issuer.audience}: choose one of your own, and ask for it in the job`],
  ]),
  [
    { x: { url: 'https://gitlab.com', audience: 'https://gitlab.com' } },
    ['tokens for anybody have the audience https://gitlab.com: choose one of your own, and ask for it in the job'],
  ],
  [
    { one: GITHUB, two: { url: 'https://token.actions.githubusercontent.com', audience: 'us' } },
    ['two issuers have the url https://token.actions.githubusercontent.com: write one, with all of its rules'],
  ],
])('for the issuers %j, it reports %j', (issuers, expected) => expect(problems(issuers)).toEqual(expected));

test.each<[object, readonly string[]]>([
  [{}, []],
  [
    { refs: [] },
    ['start without refs allows no build: add the refs that may be built, for example main, release/* or refs/tags/v*'],
  ],
  [{ projects: ['weeb'] }, ['there is no project weeb: did you mean web?']],
  [{ actions: ['fly'] }, ['actions: "fly" is not valid (allowed: start, read, stop, retry)']],
  [{ variables: ['PATH'] }, ['variables: PATH can make programs run other code or read secrets: choose another name']],
  [{ ref: 'main' }, ['ref is unknown here: did you mean refs?']],
])('for a rule with %j, it reports %j', (changed, expected) =>
  expect(problems({ github: GITHUB }, { ...RULE, ...changed })).toEqual(expected),
);

const IDS = { repository_id: '1', repository_owner_id: '2' };

test.each<[object, readonly string[]]>([
  [{ ...IDS, ref: 'refs/tags/v1' }, []],
  [{ ...IDS, environment: 'production' }, []],
  [
    { repository: 'acme/web', ref: 'refs/heads/main' },
    [
      "a rule for github needs the numeric repository_id: a name can come to be another's",
      "a rule for github needs the numeric repository_owner_id: a name can come to be another's",
    ],
  ],
  [
    { ...IDS, repository_id: 'acme/web', ref: 'refs/heads/main' },
    ["a rule for github needs the numeric repository_id: a name can come to be another's"],
  ],
  [{ ...IDS }, ["a rule for github needs ref, or environment: else any branch's code would do"]],
  [{ ...IDS, ref: 'main' }, ['github tells a ref as refs/heads/main']],
  [{ ...IDS, ref: 'refs/pull/1/merge' }, ['github tells a ref as refs/heads/main']],
  [{ ...IDS, ref: 'refs/heads/*' }, ['ref: must be the exact value: * is no wildcard here']],
  [
    { ...IDS, repository_id: '*', ref: 'refs/heads/main' },
    ['repository_id: must be the exact value: * is no wildcard here'],
  ],
  [{ ...IDS, ref: ['refs/heads/main'] }, ['ref: must be the exact value: text, a number, true or false']],
])('for the GitHub claims %j, it reports %j', (claims, expected) =>
  expect(problems({ github: GITHUB }, { ...RULE, claims })).toEqual(expected),
);

test.each<[object, readonly string[]]>([
  [{ project_id: 1, namespace_id: 2, ref: 'main', ref_type: 'branch' }, []],
  [{ project_id: 1, namespace_id: 2, ref_protected: true }, []],
  [
    { project_id: 1, namespace_id: 2, ref_protected: false },
    ["a rule for gitlab needs ref and ref_type, or environment, or ref_protected: else any branch's code would do"],
  ],
  [
    { project_id: 1, namespace_id: 2, ref: 'main' },
    ["a rule for gitlab needs ref and ref_type, or environment, or ref_protected: else any branch's code would do"],
  ],
  [
    { project_id: 1, ref: 'main', ref_type: 'branch' },
    ["a rule for gitlab needs the numeric namespace_id: a name can come to be another's"],
  ],
  [
    { project_id: 1, namespace_id: 2, ref: 'refs/heads/main', ref_type: 'branch' },
    ['gitlab tells a ref as main, with ref_type: branch'],
  ],
])('for the GitLab claims %j, it reports %j', (claims, expected) =>
  expect(problems({ gitlab: GITLAB }, { ...RULE, issuer: 'gitlab', claims })).toEqual(expected),
);

test('a rule without claims is refused, since it would let in any token of the issuer', () => {
  const acme = { url: 'https://login.acme.example', audience: 'us' };
  expect(problems({ acme }, { issuer: 'acme', claims: {}, projects: ['web'] })).toEqual([
    'claims must name at least one: any token of the issuer would do',
  ]);
});
