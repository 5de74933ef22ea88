import { expect, test } from 'vitest';
import { cctray } from '../../../../functions/core/badge-list/cctray.ts';
import { RANK } from '../../../../functions/core/builds/build-record.ts';
import type { Project } from '../../../../functions/core/configuration.ts';

const project = (name: string, link?: string): Project => ({
  name,
  sourceType: 'GITHUB',
  badge: { enabled: true },
  ...(link !== undefined && { link }),
});
const ended = { rank: RANK.ended, number: 7, startedAt: 0, endedAt: Date.UTC(2026, 0, 2) } as const;
const running = { status: 'IN_PROGRESS', rank: RANK.running, number: 8 } as const;

test('the feed shows what is running and how the last build ended', () => {
  const failed = { status: 'FAILED', ...ended } as const;
  const feed = cctray(
    [
      { project: project('web', 'https://acme.io/?a&b'), newest: running, ended: failed },
      { project: project('api'), newest: { ...failed, retryUntil: 2000 }, ended: failed },
      { project: project('new') },
    ],
    'https://ci.example.com',
    1000,
  );
  expect(feed).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<Projects>
  <Project name="web" activity="Building" lastBuildStatus="Failure" lastBuildLabel="7" lastBuildTime="2026-01-02T00:00:00.000Z" webUrl="https://acme.io/?a&amp;b"/>
  <Project name="api" activity="Building" lastBuildStatus="Failure" lastBuildLabel="7" lastBuildTime="2026-01-02T00:00:00.000Z" webUrl="https://ci.example.com/badges?project=api"/>
  <Project name="new" activity="Sleeping" lastBuildStatus="Unknown" lastBuildTime="1970-01-01T00:00:00.000Z" webUrl="https://ci.example.com/badges?project=new"/>
</Projects>
`);
});

test.each([
  ['SUCCEEDED', 'Success'],
  ['TIMED_OUT', 'Failure'],
  ['FAULT', 'Exception'],
  ['STOPPED', 'Unknown'],
] as const)('a build that ended as %s is a %s', (status, word) => {
  const build = { status, ...ended };
  const feed = cctray([{ project: project('web'), newest: build, ended: build }], 'https://ci.example.com', 0);
  expect(feed).toContain(`activity="Sleeping" lastBuildStatus="${word}"`);
});
