import { expect, test } from 'vitest';
import { indexConfiguration, type Hook } from '../../../functions/core/configuration.ts';
import { describeExplanation } from '../../../infra/commands/describe-explanation.ts';
import { explainDelivery } from '../../../infra/commands/explain-delivery.ts';
import { githubPayloads } from '../../functions/core/providers/github-examples.ts';

const hook: Hook = { name: 'github', provider: 'github', host: 'github.com' };
const explain = (payload: unknown, eventName?: string) =>
  explainDelivery(
    Buffer.from(JSON.stringify(payload)),
    eventName,
    hook,
    indexConfiguration({ hooks: [hook], projects: [] }),
  );

test('an event that starts no builds is said to', async () => {
  const explanation = await explain(githubPayloads('ping')[0], 'ping');
  expect(explanation).toMatchObject({ ignored: expect.any(String) as string, events: [] });
  expect(describeExplanation(explanation)).toMatch(/^Nothing would start: /);
});

test('a repository that no project is of is named', async () => {
  const text = describeExplanation(
    await explain(githubPayloads('push').find((push) => 'deleted' in push && push.deleted === false)),
  );
  expect(text).toContain('no project of the projects file is of github.com/Codertocat/Hello-World');
});

test('a payload of something else is refused with what is wrong', async () => {
  await expect(explain({ ref: 7 })).rejects.toThrow('ref');
});
