import { expect, test } from 'vitest';
import { indexConfiguration, type Hook, type Project } from '../../../../../functions/core/configuration.ts';
import { repositoryLinks } from '../../../../../functions/core/pages/shown/repository-links.ts';

const COMMIT = 'a'.repeat(40);

function linksOf(host: string, fullName: string, hooks: readonly Hook[] = [], more: Partial<Project> = {}) {
  const project: Project = {
    name: 'web',
    sourceType: 'NO_SOURCE',
    repository: { host, fullName },
    badge: { enabled: false },
    ...more,
  };
  return repositoryLinks(project, indexConfiguration({ hooks, projects: [project] }));
}
const hook = (provider: Hook['provider'], host: string): Hook => ({ name: 'hook', provider, host });

test.each([
  [
    linksOf('github.com', 'acme/web'),
    'https://github.com/acme/web',
    ['/tree/a/b', '/tree/v1', '/pull/7', `/commit/${COMMIT}`],
  ],
  [
    linksOf('git.acme.io:8443', 'group/sub/web', [hook('gitlab', 'git.acme.io:8443')]),
    'https://git.acme.io:8443/group/sub/web',
    ['/-/tree/a/b', '/-/tags/v1', '/-/merge_requests/7', `/-/commit/${COMMIT}`],
  ],
  [
    linksOf('bitbucket.org', 'acme/web'),
    'https://bitbucket.org/acme/web',
    ['/branch/a/b', '/commits/tag/v1', '/pull-requests/7', `/commits/${COMMIT}`],
  ],
  [
    linksOf('bitbucket.acme.io', 'scm/PROJ/web', [hook('bitbucket', 'bitbucket.acme.io')]),
    'https://bitbucket.acme.io/projects/PROJ/repos/web',
    ['/browse?at=refs%2Fheads%2Fa%2Fb', '/browse?at=refs%2Ftags%2Fv1', '/pull-requests/7', `/commits/${COMMIT}`],
  ],
  [
    linksOf('gitea.acme.io', 'acme/web', [hook('gitea', 'gitea.acme.io')]),
    'https://gitea.acme.io/acme/web',
    ['/src/branch/a/b', '/src/tag/v1', '/pulls/7', `/commit/${COMMIT}`],
  ],
  [
    linksOf('github.acme.io', 'acme/web', [], { sourceType: 'GITHUB_ENTERPRISE' }),
    'https://github.acme.io/acme/web',
    ['/tree/a/b', '/tree/v1', '/pull/7', `/commit/${COMMIT}`],
  ],
] as const)('refs and commits of %j are linked to %s', (links, repository, paths) => {
  const refs = ['refs/heads/a/b', 'refs/tags/v1', 'refs/pull/7/head'];
  expect(links?.repository).toBe(repository);
  expect([...refs.map((ref) => links?.ofRef(ref)), links?.ofCommit(COMMIT)]).toEqual(
    paths.map((path) => repository + path),
  );
});

test("a person's own repository at Bitbucket Data Center has a page of its own kind", () => {
  expect(linksOf('bb.acme.io', 'scm/~alice/web', [hook('bitbucket', 'bb.acme.io')])?.repository).toBe(
    'https://bb.acme.io/users/alice/repos/web',
  );
});

test('what a stranger names cannot leave the repository of the configuration', () => {
  const links = linksOf('github.com', 'acme/web');
  for (const name of ['a"b', "it's", '<script>', 'a%2f%2e%2e', 'a#b', 'a&b', '../../evil', 'javascript:x', 'a@{b']) {
    const url = links?.ofRef(`refs/heads/${name}`);
    if (url === undefined) continue;
    expect(new URL(url).href).toMatch(/^https:\/\/github\.com\/acme\/web\/tree\/[^/?#]/);
    expect(url).not.toMatch(/[<>"\s#]/);
  }
  expect(links?.ofRef('refs/heads/../../evil')).toBeUndefined();
});

test('nothing is linked without a repository, at a host of unknown kind, or on this machine', () => {
  expect(linksOf('git.example.com', 'acme/web')).toBeUndefined();
  expect(linksOf('localhost', 'sample', [hook('github', 'localhost')])).toBeUndefined();
  const scope: Project = { name: 'all', sourceType: 'GITHUB', badge: { enabled: false } };
  expect(repositoryLinks(scope, indexConfiguration({ hooks: [], projects: [scope] }))).toBeUndefined();
});
