import { expect, test } from 'vitest';
import { badgeUrl } from '../../../../functions/core/badge-list/badge-url.ts';
import { readQuery } from '../../../../functions/core/http/read-query.ts';

const ORIGIN = 'https://ci.example.com';

test.each([
  [{}, 'main'],
  [{ branch: 'trunk' }, 'trunk'],
  [{ branch: 'trunk', sourceVersion: 'next' }, 'trunk'],
  [{ sourceVersion: 'next' }, 'next'],
  [{ sourceVersion: 'refs/heads/a/b' }, 'a/b'],
  [{ sourceVersion: 'refs/tags/v1' }, 'main'],
  [{ sourceVersion: 'pr/7' }, 'main'],
  [{ sourceVersion: 'a'.repeat(40) }, 'main'],
])(
  'the badge of a project with %j is shown for the branch %s',
  (given: { branch?: string; sourceVersion?: string }, branch) => {
    const { sourceVersion, ...badge } = given;
    const url = badgeUrl({ name: 'web', badge, ...(sourceVersion !== undefined && { sourceVersion }) }, ORIGIN);
    expect(url).toBe(`${ORIGIN}/badges/web.svg?branch=${encodeURIComponent(branch)}`);
  },
);

test.each(['alice/topic+v2', 'main#1', 'a&b=c', '100%', 'ä/ö', '"quoted"', '$(x)', "it's", '-x', '+', 'a%2Bb'])(
  'the branch %s is read back from the URL that contains it',
  (branch) => {
    const url = badgeUrl({ name: 'web', badge: {} }, ORIGIN, new URLSearchParams({ branch, style: 'plastic' }));
    const query = readQuery(new URL(url).search.slice(1));
    expect(Object.fromEntries(query)).toEqual({ branch, style: 'plastic' });
  },
);
