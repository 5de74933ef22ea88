import { expect, test } from 'vitest';
import type { Project } from '../../../../functions/core/configuration.ts';
import { makeJob } from '../../../../functions/core/start/job.ts';
import { refKind } from '../../../../functions/core/ref.ts';
import type { RepositoryEvent } from '../../../../functions/core/repository-event.ts';
import { startRequest } from '../../../../functions/core/start/start-request.ts';
import { pushEvent } from '../../push-event.ts';

const project: Project = { name: 'web', sourceType: 'GITHUB', badge: { enabled: false } };
const received = { hook: 'github', deliveryId: 'd', receivedAt: 1, identity: 'i' };

function variables(changes: Partial<RepositoryEvent> = {}): Readonly<Record<string, string>> {
  const { environmentVariables } = startRequest(makeJob(pushEvent(changes), 'web', received), project, 'token');
  return Object.fromEntries(environmentVariables.map(({ name, value }) => [name, value]));
}

const pull = { ref: 'refs/pull/7/head', headRef: 'refs/heads/topic', baseRef: 'refs/heads/main', pullRequest: 7 };
const tag = { ref: 'refs/tags/v1', headRef: 'refs/tags/v1', tagName: 'v1' };

test.each<[Partial<RepositoryEvent>, Readonly<Record<string, string>>]>([
  [{}, { WEBHOOK_EVENT: 'PUSH', WEBHOOK_TRIGGER: 'branch/main', WEBHOOK_HEAD_REF: 'refs/heads/main' }],
  [tag, { WEBHOOK_EVENT: 'PUSH', WEBHOOK_TRIGGER: 'tag/v1', WEBHOOK_HEAD_REF: 'refs/tags/v1' }],
  [
    { ...tag, eventType: 'RELEASED' },
    { WEBHOOK_EVENT: 'RELEASED', WEBHOOK_TRIGGER: 'tag/v1' },
  ],
  [
    { ...pull, eventType: 'PULL_REQUEST_CREATED' },
    {
      PUSHLIGHT_REF: 'refs/pull/7/head',
      WEBHOOK_EVENT: 'PULL_REQUEST_CREATED',
      WEBHOOK_TRIGGER: 'pr/7',
      WEBHOOK_HEAD_REF: 'refs/heads/topic',
      WEBHOOK_BASE_REF: 'refs/heads/main',
    },
  ],
])('a build of %j has the variables %j', (event, expected) => {
  expect(variables(event)).toMatchObject(expected);
});

test("a build of a push gets the ref's previous commit, the new commit and the actor", () => {
  expect(variables()).toEqual({
    PUSHLIGHT_REF: 'refs/heads/main',
    PUSHLIGHT_DELIVERY: makeJob(pushEvent(), 'web', received).ledgerKey,
    WEBHOOK_EVENT: 'PUSH',
    WEBHOOK_HEAD_REF: 'refs/heads/main',
    WEBHOOK_TRIGGER: 'branch/main',
    WEBHOOK_REPOSITORY: 'https://github.com/acme/web.git',
    WEBHOOK_COMMIT: 'b'.repeat(40),
    WEBHOOK_PREV_COMMIT: 'a'.repeat(40),
    WEBHOOK_ACTOR_ACCOUNT_ID: '1',
  });
});

test('unknown values are left out, and do not become empty variables', () => {
  const names = Object.keys(variables({ actorId: '', commitMessage: '' }));
  expect(names).not.toContain('WEBHOOK_ACTOR_ACCOUNT_ID');
  expect(names).not.toContain('WEBHOOK_BASE_REF');
});

test('control characters are removed from every variable', () => {
  const control = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).filter((character) =>
    /\p{Cc}/u.test(character),
  );
  expect(control).toHaveLength(65);
  for (const character of control) {
    const repository = { host: 'github.com', fullName: `acme/w${character}eb`, id: '7' };
    expect(variables({ actorId: `1${character}2`, repository })).toMatchObject({
      WEBHOOK_ACTOR_ACCOUNT_ID: '12',
      WEBHOOK_REPOSITORY: 'https://github.com/acme/web.git',
    });
    // A ref that would become another one is not valid.
    expect(refKind(`refs/heads/ma${character}in`)).toBeUndefined();
  }
  expect(variables({ actorId: 'é\u00a0\u{1f680}' })).toMatchObject({ WEBHOOK_ACTOR_ACCOUNT_ID: 'é\u00a0\u{1f680}' });
});
