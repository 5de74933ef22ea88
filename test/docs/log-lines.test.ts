import { expect, test } from 'vitest';
import { LOG_EVENTS } from '../../functions/core/log-events.ts';
import { blocksOf, PAGES } from './pages.ts';

/** Words that look like the name of a log event: `job-given-up`. */
const named = PAGES.filter(({ file }) => /troubleshooting|operate/.test(file)).flatMap(({ file, text }) =>
  [...text.matchAll(/`((?:build|job|delivery|caller|project)-[a-z]+(?:-[a-z]+)*)`/g)].map(([, line]) => ({
    file,
    line: line!,
  })),
);

/** The complete log lines that a page shows. */
const shown = PAGES.flatMap((page) =>
  blocksOf(page, '').flatMap((block) =>
    block
      .split('\n')
      .filter((line) => line.startsWith('{"level":'))
      .map((line) => ({ file: page.file, line })),
  ),
);

test.each(shown)('$file shows a log line with the message of its event: $line', ({ line }) => {
  const { event, message } = JSON.parse(line) as { readonly event: keyof typeof LOG_EVENTS; readonly message: string };
  expect(message).toBe(LOG_EVENTS[event]);
});

test('every log line that a page names exists', () => {
  expect(shown.length).toBeGreaterThan(3);
  expect(named.length).toBeGreaterThan(8);
  for (const { file, line } of named) expect(Object.keys(LOG_EVENTS), file).toContain(line);
});
