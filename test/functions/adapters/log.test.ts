import { afterEach, expect, test, vi } from 'vitest';
import { log } from '../../../functions/adapters/log.ts';
import { LOG_EVENTS } from '../../../functions/core/log-events.ts';
import { recordLog } from '../record-log.ts';

afterEach(() => vi.restoreAllMocks());

test('each line is a complete JSON object, although Lambda writes time and request id before console lines', () => {
  const lines = recordLog();
  for (const method of ['log', 'error', 'info'] as const) {
    vi.spyOn(console, method).mockImplementation((text: string) => {
      process.stdout.write(`2026-10-09T13:55:36.000Z\t8f5e\tINFO\t${text}\n`);
    });
  }
  log.info('build-started', { project: 'web', number: 7 });
  log.error('job-failed', { detail: 'two\nlines' });
  const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown;
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    { timestamp, level: 'info', event: 'build-started', message: 'build started', project: 'web', number: 7 },
    {
      timestamp,
      level: 'error',
      event: 'job-failed',
      message: 'a job failed and stays in the queue',
      detail: 'two\nlines',
    },
  ]);
  for (const line of lines) expect(line).not.toContain('\n');
});

test('events are named in kebab case, which metric filters can quote without escaping', () => {
  for (const event of Object.keys(LOG_EVENTS)) expect(event).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
});
