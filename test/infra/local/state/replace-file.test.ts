import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { replaceFile } from '../../../../infra/local/state/replace-file.ts';
import { temporaryDirectory } from '../start-stand-ins.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let file: string;
beforeEach(async () => {
  directory = await temporaryDirectory();
  file = join(directory.path, 'state.json');
});
afterEach(() => directory.remove());

test('the new content is readable by the owner alone', () => {
  writeFileSync(file, 'old', { mode: 0o644 });
  replaceFile(file, 'new');
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('on a full disk, the old content stays, nothing else is left, and the error names the file', () => {
  writeFileSync(file, 'old');
  symlinkSync('/dev/full', `${file}.new`);
  expect(() => replaceFile(file, 'new')).toThrow(
    `${file} cannot be written: the disk is full. Free some space and try again.`,
  );
  expect(readFileSync(file, 'utf8')).toBe('old');
  expect(readdirSync(directory.path)).toEqual(['state.json']);
});

test("if a directory has the file's name, it stays and the error names it", () => {
  mkdirSync(`${file}.new`);
  expect(() => replaceFile(file, 'new')).toThrow(
    `${file} cannot be written: it is a directory. Remove it and try again.`,
  );
});
