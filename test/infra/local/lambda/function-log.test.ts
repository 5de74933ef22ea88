import { readFileSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openFunctionLog } from '../../../../infra/local/lambda/function-log.ts';
import { temporaryDirectory } from '../start-stand-ins.ts';

test('the output of functions goes to a file that only its owner can read, started afresh at each start', async () => {
  const directory = await temporaryDirectory();
  const file = path.join(directory.path, 'functions.log');
  const now = () => new Date('2026-05-04T09:30:00Z');
  const onFailure = (error: Error) => expect.fail(error.message);
  const before = openFunctionLog(file, { onFailure, now });
  before.add('of the start before');
  await before.close();

  const log = openFunctionLog(file, { onFailure, now });
  log.add('builds: {"message":"audit"}');
  log.add('status: done');
  await log.close();
  log.add('too late');

  expect(readFileSync(file, 'utf8')).toBe(
    '2026-05-04T09:30:00.000Z builds: {"message":"audit"}\n2026-05-04T09:30:00.000Z status: done\n',
  );
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await directory.remove();
});

test.each([
  ['/dev/full', 'the disk is full. Free some space and try again'],
  ['/nowhere/log', "ENOENT: no such file or directory, open '"],
])('a file that cannot be written, such as %s, is reported once and ends nothing', async (target, reason) => {
  const directory = await temporaryDirectory();
  const file = path.join(directory.path, 'functions.log');
  symlinkSync(target, file);
  const failures: string[] = [];
  let failed = (): void => {};
  const failure = new Promise<void>((resolve) => (failed = resolve));
  const onFailure = ({ message }: Error) => {
    failures.push(message);
    failed();
  };
  const log = openFunctionLog(file, { onFailure });
  log.add('one');
  await failure;
  log.add('two');
  await log.close();
  expect(failures).toEqual([expect.stringContaining(`${file} cannot be written: ${reason}`)]);
  await directory.remove();
});
