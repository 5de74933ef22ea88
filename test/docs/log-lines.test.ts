import { expect, test } from 'vitest';
import { LOG_EVENTS } from '../../functions/core/log-events.ts';
import { PAGES } from './pages.ts';

/** Words that look like the name of a log line: `job-given-up`. */
const named = PAGES.filter(({ file }) => /troubleshooting|operate/.test(file)).flatMap(({ file, text }) =>
  [...text.matchAll(/`((?:build|job|delivery|caller|project)-[a-z]+(?:-[a-z]+)*)`/g)].map(([, line]) => ({
    file,
    line: line!,
  })),
);

test('every log line that a page names is written', () => {
  expect(named.length).toBeGreaterThan(8);
  for (const { file, line } of named) expect(Object.keys(LOG_EVENTS), file).toContain(line);
});
