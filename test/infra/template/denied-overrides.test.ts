import { StartBuildInput$, RetryBuildInput$ } from '@aws-sdk/client-codebuild';
import { expect, test } from 'vitest';
import { startBuildInput } from '../../../functions/adapters/start-build-input.ts';
import { makeStartRequest } from '../../../functions/core/start/start-request.ts';
import { deniedOverrides, OVERRIDE_KEYS } from '../../../infra/template/denied-overrides.ts';
import { webProject } from '../../functions/start-world.ts';
import documentedKeys from '../../fixtures/service-authorization/start-build.json' with { type: 'json' };

const [, , , , members] = StartBuildInput$;
const ref = 'refs/heads/main';
const sent = Object.keys(
  startBuildInput(
    makeStartRequest(webProject, { ref, headRef: ref, commit: 'a'.repeat(40) }, { PUSHLIGHT_REF: ref }, 'token', {
      send: true,
      context: 'pushlight/web',
    }),
  ),
);

/** The documented keys of a request with a field: those of the field, or of its part of the source or environment. */
function keysOf(field: string): readonly string[] {
  const name = field.replace(/Override$/, '');
  const parts = ['source', 'environment'].flatMap((whole) => [
    `${whole}.${name}`,
    ...(name.startsWith(whole) ? [`${whole}.${lowerCased(name.slice(whole.length))}`] : []),
  ]);
  const isOf = (key: string) => [name, ...parts].some((part) => new RegExp(`^codebuild:${part}(?:$|[./])`).test(key));
  return documentedKeys.filter(isOf);
}

const lowerCased = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

const deniedKeys = deniedOverrides().Statement.map(({ Condition }) => Object.keys(Condition?.['Null'] ?? {}));

/** Whether the roles refuse a request that has these keys. */
const isDenied = (present: readonly string[]): boolean =>
  deniedKeys.some((keys) => keys.every((key) => present.includes(key)));

test("the fields that are sent, those that IAM refuses and those that are never sent are all of StartBuild's input", () => {
  expect([...sent, ...Object.keys(OVERRIDE_KEYS)].toSorted()).toEqual([...members].toSorted());
  expect(sent).toEqual([
    'projectName',
    'sourceVersion',
    'environmentVariablesOverride',
    'reportBuildStatusOverride',
    'buildStatusConfigOverride',
    'idempotencyToken',
  ]);
});

test.each(members)('%s is sent, refused by IAM, or has no condition key and is never sent', (field) => {
  const keys = keysOf(field);
  const isSent = sent.includes(field);
  expect(isDenied(keys)).toBe(!isSent && keys.length > 0);
  if (!isSent) expect(OVERRIDE_KEYS[field as keyof typeof OVERRIDE_KEYS].length > 0).toBe(keys.length > 0);
});

test('every documented key belongs to a field, or to a source or environment as a whole', () => {
  const ofFields = new Set(members.flatMap(keysOf));
  expect(documentedKeys.filter((key) => !ofFields.has(key))).toEqual(['codebuild:environment', 'codebuild:source']);
});

test('every denied key is documented, and is denied on its own', () => {
  for (const keys of deniedKeys) {
    expect(keys).toHaveLength(1);
    expect(documentedKeys).toContain(keys[0]);
  }
});

test('a retry has no overrides of its own', () => {
  const [, , , , ofRetry] = RetryBuildInput$;
  expect(ofRetry).toEqual(['id', 'idempotencyToken']);
});
