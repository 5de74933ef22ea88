import { expect, test } from 'vitest';
import { describeProgress } from '../../../../infra/commands/printing/describe-progress.ts';

const delivered = (response: unknown) =>
  describeProgress(
    { type: 'delivery', hook: 'bitbucket', status: 202, milliseconds: 7, response },
    (_style, text) => text,
  );
const events = [
  {
    event: { ref: 'refs/heads/main', commit: 'b'.repeat(40) },
    projects: [{ name: 'web', verdict: 'queued', reason: '' }],
  },
];

test.each([
  [{ events }, 'refs/heads/main bbbbbbb  web queued'],
  [{ events, ignored: '"gone" was deleted.' }, 'refs/heads/main bbbbbbb  web queued'],
  [{ events: [], ignored: '"gone" was deleted.' }, '"gone" was deleted.'],
  [{ detail: 'The body is not JSON.' }, 'The body is not JSON.'],
])('the response %j to a delivery is shown as %j', (response, text) => {
  expect(delivered(response)).toContain(`202  ${text}`);
});
