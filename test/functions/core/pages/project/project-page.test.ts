import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { RANK, type DetailedRecord } from '../../../../../functions/core/builds/build-record.ts';
import { indexConfiguration, type Project } from '../../../../../functions/core/configuration.ts';
import { projectPage } from '../../../../../functions/core/pages/project/project-page.ts';
import { projectView } from '../../../../../functions/core/pages/project/project-view.ts';

const web: Project = {
  name: 'web',
  sourceType: 'GITHUB',
  repository: { host: 'github.com', fullName: 'acme/web' },
  badge: { enabled: true, branch: 'main' },
  pages: 'public',
};
const configuration = indexConfiguration({ hooks: [], projects: [web] });
const START = Date.UTC(2026, 0, 1);

function build(
  number: number,
  ref = 'refs/heads/main',
  status: DetailedRecord['status'] = 'SUCCEEDED',
): DetailedRecord {
  const startedAt = START + 3600_000 * number;
  const ended = startedAt + 60_000 + ((number * 7919) % 120_000);
  return {
    project: 'web',
    buildId: `web:${number}`,
    number,
    rank: RANK.ended,
    status,
    ref,
    commit: String(number * 123_456_789).padStart(40, 'a'),
    startedAt,
    endedAt: ended,
    eventType: 'PUSH',
    phases: [{ type: 'QUEUED', status: 'SUCCEEDED', startedAt, endedAt: startedAt + 4000 }],
  };
}
const pageOf = (newest: readonly DetailedRecord[]): string =>
  projectPage(projectView(web, { page: 1 }, { newest }, { configuration, now: START }));

test('a page with 100 builds has at most 30 KB, and 8 KB as it is sent', () => {
  const refs = ['main', 'main', 'feature/new-checkout', 'renovate/playwright-core-1.x', 'fix/flaky-timeouts'];
  const builds = Array.from({ length: 100 }, (_, index) =>
    build(1100 - index, `refs/heads/${refs[index % refs.length]}`, index % 7 === 3 ? 'FAILED' : 'SUCCEEDED'),
  );
  const page = Buffer.from(pageOf(builds));
  expect(page.toString().match(/<tr><td>/g)).toHaveLength(50);
  expect(page.length).toBeLessThanOrEqual(30 * 1024);
  expect(brotliCompressSync(page).length).toBeLessThanOrEqual(8 * 1024);
});

test('many refs are folded, after the one of the badge', () => {
  const builds = Array.from({ length: 30 }, (_, index) => build(30 - index, `refs/heads/topic-${30 - index}`));
  const page = pageOf([...builds, build(0)]);
  const refs = [...page.matchAll(/<a href="\/projects\/web\?ref=[^"]*"><bdi>([^<]*)/g)].map(([, name]) => name);
  expect(refs.slice(0, 3)).toEqual(['main', 'topic-30', 'topic-29']);
  expect(refs).toHaveLength(31);
  expect(page).toContain('<summary>19 more</summary>');
});

test('one build is not "1 builds"', () => {
  expect(pageOf([build(1)])).toContain('Run times of one build, the newest on the right. 1 passing. The longest took');
});

test('the chart is also told in words, and marks what did not pass', () => {
  const page = pageOf([build(3, undefined, 'FAILED'), build(2, undefined, 'STOPPED'), build(1)]);
  expect(page).toContain(
    'role=img aria-label="Run times of 3 builds. 1 failing, 1 stopped, 1 passing. The longest took',
  );
  const marks = (state: string) =>
    (new RegExp(`<path class="${state}" d="([^"]*)"`).exec(page)?.[1]?.match(/M/g) ?? []).length;
  expect([marks('failing'), marks('stopped'), marks('passing')]).toEqual([2, 2, 1]);
});
