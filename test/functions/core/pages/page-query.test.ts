import { expect, test } from 'vitest';
import { readQuery } from '../../../../functions/core/http/read-query.ts';
import { readPageQuery } from '../../../../functions/core/pages/page-query.ts';

test.each([
  ['', { page: 1 }],
  ['branch=main', { ref: 'refs/heads/main', page: 1 }],
  ['branch=alice/topic+v2', { ref: 'refs/heads/alice/topic+v2', page: 1 }],
  ['ref=refs%2Fpull%2F7%2Fhead&state=failing', { ref: 'refs/pull/7/head', state: 'failing', page: 1 }],
  ['tag=v1&state=timed+out', { ref: 'refs/tags/v1', state: 'timedOut', page: 1 }],
  ['pr=7&page=3', { ref: 'refs/pull/7/head', page: 3 }],
  ['ref=&state=', { page: 1 }],
  ['ref=refs/heads/../x&state=constructor', { page: 1 }],
  ['state=FAILED&branch=a%20b&x=1', { page: 1 }],
])('?%s asks for %j', (query, asked) => {
  expect(readPageQuery(readQuery(query))).toEqual(asked);
});
