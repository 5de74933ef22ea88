import { expect, test } from 'vitest';
import { requestedBadge } from '../../../../functions/core/badge/requested-badge.ts';
import type { Project } from '../../../../functions/core/configuration.ts';
import { readBadgeQuery } from '../../../../functions/core/badge/badge-query.ts';
import { readQuery } from '../../../../functions/core/http/read-query.ts';

const web: Project = { name: 'web', sourceType: 'GITHUB', badge: { enabled: true } };
const secret: Project = { name: 'secret', sourceType: 'GITHUB', badge: { enabled: false } };
const led: Project = { name: 'led', sourceType: 'GITHUB', badge: { enabled: true, branch: 'release/1.0+x#2' } };
const hidden: Project = { name: 'hidden', sourceType: 'GITHUB', badge: { enabled: false, branch: 'main' } };
const projects = new Map([web, secret, led, hidden].map((project) => [project.name, project]));

const requested = (file: string, query = '') => requestedBadge(file, readBadgeQuery(readQuery(query)), projects);

test.each([
  ['', 'latest'],
  ['branch=main', 'ref#refs/heads/main'],
  ['branch=feature/%C3%A4', 'ref#refs/heads/feature/ä'],
  ['tag=v1.0', 'ref#refs/tags/v1.0'],
  ['branch=main%23build%23000000000071', 'ref#refs/heads/main#build#000000000071'],
  ['ref=refs/pull/7/head', 'ref#refs/pull/7/head'],
  ['ref=main', 'ref#refs/heads/main'],
  ['tag=v1&branch=main&ref=refs/heads/next', 'ref#refs/heads/next'],
  ['branch=main&branch=other', 'ref#refs/heads/main'],
  ['pr=7', 'ref#refs/pull/7/head'],
  ['pr=7&branch=main', 'ref#refs/heads/main'],
  [`sha=${'A'.repeat(40)}`, `commit#${'a'.repeat(40)}`],
  ['show=last', 'latest'],
  ['show=last&branch=main', 'ref#refs/heads/main'],
  ['utm_source=x', 'latest'],
  ['branch=alice/topic+v2', 'ref#refs/heads/alice/topic+v2'],
  ['branch=alice%2Ftopic%2Bv2', 'ref#refs/heads/alice/topic+v2'],
  ['tag=v1.0.0+build.5', 'ref#refs/tags/v1.0.0+build.5'],
  ['ref=refs/tags/v1.0.0+5&show=last', 'ref#refs/tags/v1.0.0+5'],
  ['%62ranch=+c+++', 'ref#refs/heads/+c+++'],
])('?%s is read from the row %s', (query, row) => {
  expect(requested('web.svg', query)).toMatchObject({ format: 'svg', project: web, key: { project: 'web', row } });
});

test.each([
  'branch=',
  'branch=a%20b',
  'branch=../x',
  'branch=main%0A',
  'branch=main%00',
  'branch=x.lock',
  'ref=refs/heads/',
  'ref=refs/pull/1/merge',
  'ref=refs/notes/x',
  `branch=${'a'.repeat(5000)}`,
  'pr=0',
  'pr=1e3',
  'pr=7/head/x',
  'sha=abc1234',
  'sha=',
])('?%s does not name a valid ref, and gets the response for a missing project', (query) => {
  expect(requested('web.svg', query)).toEqual(requested('absent.svg'));
});

test.each([
  'secret.svg',
  'absent.svg',
  'web',
  'web.png',
  '.svg',
  '',
  '__proto__.svg',
  'constructor.svg',
  `${'a'.repeat(256)}.svg`,
])('%s has no public badge, and reads the one row that is never written', (file) => {
  expect(requested(file, 'branch=main')).toEqual({
    format: 'svg',
    key: { project: '#nothing', row: 'latest' },
    ended: false,
  });
});

test.each([
  ['', 'ref#refs/heads/release/1.0+x#2'],
  ['show=last', 'ref#refs/heads/release/1.0+x#2'],
  ['style=flat&label=x&page=2', 'ref#refs/heads/release/1.0+x#2'],
  ['branch=main', 'ref#refs/heads/main'],
  ['tag=v1', 'ref#refs/tags/v1'],
  ['ref=refs/pull/7/head', 'ref#refs/pull/7/head'],
  ['pr=7', 'ref#refs/pull/7/head'],
  [`sha=${'a'.repeat(40)}`, `commit#${'a'.repeat(40)}`],
])('for a project whose badge has a branch, ?%s is read from the row %s', (query, row) => {
  for (const format of ['svg', 'json']) {
    expect(requested(`led.${format}`, query)).toMatchObject({ format, project: led, key: { project: 'led', row } });
  }
});

test('if the requested branch cannot exist, no other branch is shown instead', () => {
  for (const query of ['branch=', 'branch=..', 'tag=', 'ref=refs/pull/1/merge', 'sha=abc1234']) {
    expect(requested('led.svg', query)).toEqual(requested('absent.svg'));
  }
});

test('whether a private project has a branch makes no difference', () => {
  for (const query of ['', 'show=last', 'branch=main']) {
    expect(requested('hidden.svg', query)).toEqual(requested('absent.svg', query));
  }
});

test('the ending .json selects JSON', () => {
  expect(requested('web.json')).toMatchObject({ format: 'json', project: web });
  expect(requested('secret.json')).toEqual(requested('absent.json'));
});
