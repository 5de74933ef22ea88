import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'acorn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryDirectory } from './local/start-stand-ins.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const RUN = path.join(ROOT, 'infra/run.cjs');

let home: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => void (home = await temporaryDirectory()));
afterAll(() => home.remove());

/** Runs a program in a checkout of its own; `packages` are the installed ones. */
function run(name: string, engine: string, packages: readonly string[], program: string) {
  const checkout = path.join(home.path, name);
  mkdirSync(path.join(checkout, 'infra'), { recursive: true });
  mkdirSync(path.join(checkout, 'node_modules'));
  for (const file of ['run.cjs', 'end-compiler.mjs']) {
    cpSync(path.join(path.dirname(RUN), file), path.join(checkout, 'infra', file));
  }
  writeFileSync(path.join(checkout, 'package.json'), JSON.stringify({ type: 'module', engines: { node: engine } }));
  writeFileSync(path.join(checkout, 'program.ts'), program);
  for (const each of packages) {
    symlinkSync(path.join(ROOT, 'node_modules', each), path.join(checkout, 'node_modules', each));
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['infra/run.cjs', 'program.ts', 'a', '-h'], {
    cwd: checkout,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('a program runs with its own arguments', () => {
  const program = 'const args: string[] = process.argv.slice(2); console.log(args.join());';
  expect(run('fine', '>=20.19', ['tsx', 'esbuild'], program)).toEqual({ status: 0, stdout: 'a,-h\n', stderr: '' });
});

test.each<[string, string, readonly string[], string, RegExp]>([
  [
    'an outdated Node',
    '>=99.1',
    [],
    '',
    /^Pushlight needs Node 99\.1 or later, but this is \d+\.\d+\.\d+: https:\/\/nodejs\.org\n$/,
  ],
  ['a missing installation', '>=20.19', [], '', /^The packages are not installed: run npm ci first\.\n$/],
  [
    'a package that is not installed',
    '>=20.19',
    ['tsx', 'esbuild'],
    "await import('badge-maker');",
    /^The package badge-maker is not installed: run npm ci without --omit=dev\.\n$/,
  ],
  [
    'a package with a scope that is not installed',
    '>=20.19',
    ['tsx', 'esbuild'],
    "import '@aws-sdk/client-s3';",
    /^The package @aws-sdk\/client-s3 is not installed: run npm ci without --omit=dev\.\n$/,
  ],
  ['another failure', '>=20.19', ['tsx', 'esbuild'], "throw new Error('No such luck.');", /^No such luck\.\n$/],
])('%s is reported in one line that says what to do', (name, engine, packages, program, line) => {
  expect(run(name, engine, packages, program)).toEqual({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(line) as string,
  });
});

test('an old Node can read the file: import() is the only syntax in it that is newer than 2015', () => {
  const text = readFileSync(RUN, 'utf8').replaceAll('import(', 'require(');
  expect(() => parse(text, { ecmaVersion: 5, sourceType: 'script' })).not.toThrow();
});
