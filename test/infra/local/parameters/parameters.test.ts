import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { PutParameterCommandInput } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createParameters } from '../../../../infra/local/parameters/parameters.ts';
import type { Parameters } from '../../../../infra/local/parameters/parameters.ts';
import { startStandIns, temporaryDirectory } from '../start-stand-ins.ts';
import type { StandIns } from '../start-stand-ins.ts';

const Name = '/pushlight/dev/webhooks/github';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let standIns: StandIns;
let parameters: Parameters;
let client: SSMClient;
beforeEach(async () => {
  directory = await temporaryDirectory();
  parameters = createParameters({ directory: directory.path });
  standIns = await startStandIns(directory.path, [parameters]);
  client = new SSMClient(standIns.client);
});
afterEach(async () => {
  client.destroy();
  await standIns.stop();
  await directory.remove();
});

const put = (more: Partial<PutParameterCommandInput> = {}) =>
  client.send(new PutParameterCommand({ Name, Value: 's3cret', Type: 'SecureString', ...more }));
const get = async (WithDecryption: boolean) =>
  (await client.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter;
const byPath = async (more: object) =>
  client.send(new GetParametersByPathCommand({ Path: '/pushlight/dev', WithDecryption: true, ...more }));

test("returns a secret's value only if decryption is requested", async () => {
  expect(await put()).toMatchObject({ Version: 1, Tier: 'Standard' });

  expect(await get(true)).toMatchObject({
    Name,
    Type: 'SecureString',
    Value: 's3cret',
    Version: 1,
    ARN: `arn:aws:ssm:us-east-1:000000000000:parameter${Name}`,
    LastModifiedDate: expect.any(Date),
  });
  const { Value } = (await get(false))!;
  expect(Value).toMatch(/^AQICAH/);
  expect(Value).not.toContain('s3cret');
});

test('overwrites only on request, and counts the versions', async () => {
  await put();

  await expect(put({ Value: 'other' })).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
  expect(await put({ Value: 'other', Overwrite: true, Type: undefined })).toMatchObject({ Version: 2 });
  expect(await get(true)).toMatchObject({ Value: 'other', Type: 'SecureString' });
});

test('accepts values of at most 4096 bytes', async () => {
  await put({ Value: 'x'.repeat(4096) });

  await expect(put({ Value: 'x'.repeat(4097), Overwrite: true })).rejects.toMatchObject({
    name: 'ValidationException',
  });
  expect((await get(true))?.Value).toHaveLength(4096);
});

test.each([
  ['no type', { Type: undefined }],
  ['a type that is not supported', { Type: 'StringList' as const }],
  ['a name with a space', { Name: '/a b' }],
  ['no name', { Name: undefined }],
])('refuses a new parameter with %s', async (_what, input) => {
  await expect(put(input as Partial<PutParameterCommandInput>)).rejects.toMatchObject({ name: 'ValidationException' });
});

test('reads several parameters at once and lists the missing ones', async () => {
  await put();

  const { Parameters, InvalidParameters } = await client.send(
    new GetParametersCommand({ Names: [Name, '/missing'], WithDecryption: true }),
  );

  expect(Parameters).toMatchObject([{ Name, Value: 's3cret' }]);
  expect(InvalidParameters).toEqual(['/missing']);
});

test('lists the parameters below a path, page by page, in the order of their names', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `/pushlight/dev/tokens/${String(index).padStart(2, '0')}`);
  for (const name of [...names.toReversed(), '/pushlight/dev/direct', '/pushlight/devil/x']) parameters.put(name, 'v');

  const first = await byPath({ Recursive: true });
  const second = await byPath({ Recursive: true, NextToken: first.NextToken });
  const direct = await byPath({});

  const namesOf = ({ Parameters = [] }: typeof first) => Parameters.map(({ Name }) => Name);
  expect(first.Parameters).toHaveLength(10);
  expect([...namesOf(first), ...namesOf(second)]).toEqual(['/pushlight/dev/direct', ...names]);
  expect(second.NextToken).toBeUndefined();
  expect(namesOf(direct)).toEqual(['/pushlight/dev/direct']);
});

test('reports a missing parameter with the error name that clients know', async () => {
  await expect(get(true)).rejects.toMatchObject({ name: 'ParameterNotFound' });
  await expect(client.send(new DeleteParameterCommand({ Name }))).rejects.toMatchObject({ name: 'ParameterNotFound' });
});

test('deletes parameters', async () => {
  await put();
  await client.send(new DeleteParameterCommand({ Name }));

  await expect(get(true)).rejects.toMatchObject({ name: 'ParameterNotFound' });
});

test('keeps parameters across restarts, in a file for the owner alone that this process can share', async () => {
  await put();
  parameters.put('/other', 'of this process');

  const again = createParameters({ directory: directory.path });

  expect(again.get(Name)).toBe('s3cret');
  expect(again.get('/other')).toBe('of this process');
  expect(again.get('/missing')).toBeUndefined();
  const { mode } = await stat(join(directory.path, 'parameters.json'));
  if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600);
});

test('does not start afresh if it cannot read its file', async () => {
  const file = join(directory.path, 'parameters.json');
  await writeFile(file, '{"a": 1}');

  expect(() => createParameters({ directory: directory.path })).toThrow(`${file} is damaged: repair it`);
});
