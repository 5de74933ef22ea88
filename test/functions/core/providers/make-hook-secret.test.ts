import { expect, test } from 'vitest';
import { makeHookSecret } from '../../../../functions/core/providers/make-hook-secret.ts';
import { signingKey } from '../../../../functions/core/providers/verification/verify-standard-webhook.ts';

test('a new secret has the form that its host accepts, and keeps all of its randomness', () => {
  const random = Buffer.alloc(32, 7);
  const gitlab = { name: 'gitlab', provider: 'gitlab', host: 'gitlab.com' } as const;
  expect(signingKey(makeHookSecret(gitlab, random))).toEqual(random);
  expect(makeHookSecret({ ...gitlab, verification: 'token' }, random)).toBe(random.toString('hex'));
  expect(makeHookSecret({ name: 'github', provider: 'github', host: 'github.com' }, random)).toBe(
    random.toString('hex'),
  );
});
