import { expect, test } from 'vitest';
import type { ProjectVerdict } from '../../../../functions/core/webhook/match.ts';
import { verdictBody } from '../../../../functions/core/webhook/verdict-body.ts';
import { pushEvent } from '../../push-event.ts';

const project = (name: string, verdict: ProjectVerdict['verdict'] = 'skipped'): ProjectVerdict => ({
  name,
  verdict,
  reason: 'Group 1: HEAD_REF "refs/heads/main" does not match ^refs/tags/.',
  groups: [],
});

interface Body {
  readonly events: readonly { event: object; projects: readonly { name: string; verdict: string }[] }[];
  readonly more?: number;
  readonly moreEvents?: number;
}
const read = (text: string) => {
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8 * 1024);
  return JSON.parse(text) as Body;
};

test('a short response contains everything but the changed files and the time', () => {
  const projects = [project('web'), project('docs', 'queued')];
  const { changedFiles: _, ...event } = pushEvent();
  expect(read(verdictBody('1', [{ event: pushEvent({ pushedAt: 1 }), projects }]))).toEqual({
    delivery: '1',
    events: [{ event, projects }],
  });
});

test('a long response states how many projects it leaves out, and keeps those that build', () => {
  const projects = [...Array.from({ length: 999 }, (_, index) => project(`p${index}`)), project('last', 'queued')];
  const { events, more } = read(verdictBody('1', [{ event: pushEvent(), projects }]));
  expect(events[0]?.projects[0]).toMatchObject({ name: 'last', verdict: 'queued' });
  expect((events[0]?.projects.length ?? 0) + (more ?? 0)).toBe(1000);
});

test('the response to a push of a thousand refs states how many events it leaves out', () => {
  const judged = Array.from({ length: 1000 }, (_, index) => ({
    event: pushEvent({ ref: `refs/heads/b${index}`, commitMessage: '\u{1f680}'.repeat(500) }),
    projects: [project('web', index === 999 ? 'queued' : 'skipped')],
  }));
  const { events, moreEvents } = read(verdictBody('1', judged));
  expect(events.length + (moreEvents ?? 0)).toBe(1000);
  expect(events[0]?.projects).toMatchObject([{ name: 'web', verdict: 'queued' }]);
});

test('anything else in a delivery is named beside the events, even in a long response', () => {
  const judged = [{ event: pushEvent(), projects: [project('web', 'queued')] }];
  expect(read(verdictBody('1', judged, '"gone" was deleted.'))).toMatchObject({ ignored: '"gone" was deleted.' });
  const many = Array.from({ length: 1000 }, () => judged[0]!);
  const ignored = '\u{1f680}'.repeat(230);
  expect(read(verdictBody('1', many, ignored))).toMatchObject({ ignored, events: expect.anything() as unknown });
});
