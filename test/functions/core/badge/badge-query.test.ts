import { expect, test } from 'vitest';
import { readBadgeQuery, type BadgeQuery } from '../../../../functions/core/badge/badge-query.ts';

test.each<[string, BadgeQuery]>([
  ['', {}],
  ['branch=main&sha=ABC&page=2', { branch: 'main', sha: 'abc', page: 2 }],
  ['ref=v2&tag=v1&pr=7', { ref: 'refs/heads/v2', tag: 'refs/tags/v1', pr: 'refs/pull/7/head' }],
  ['ref=refs/tags/v1', { ref: 'refs/tags/v1' }],
  ['branch=&label=', { branch: '', label: '' }],
  ['branch=first&branch=second', { branch: 'first' }],
  ['number=true&duration=1&show=last', { number: true, duration: false, show: 'last' }],
  ['style=round&logo=constructor&color=url(x)', {}],
  [
    'style=plastic&logo=gitea&color=red&labelColor=ccc',
    {
      style: 'plastic',
      logo: 'gitea',
      color: '#dd4343',
      labelColor: '#cccccc',
    },
  ],
  ['toString=1&utm_source=x', {}],
])('?%s is read as %j', (query, asked) => {
  const read = Object.entries(readBadgeQuery(new URLSearchParams(query))).filter(([, value]) => value !== undefined);
  expect(Object.fromEntries(read)).toEqual(asked);
});
