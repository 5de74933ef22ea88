import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../infra/commands/commands.ts';
import { ROOT, runCommand } from '../infra/commands/run-command.ts';
import { blocksOf, PAGES } from './pages.ts';

const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** Each command line in a block or a sentence: "npm run token -- create --name me". */
const commandLines = PAGES.flatMap(({ file, text }) =>
  [
    ...text.matchAll(
      /\bnpm (?:run (?:--silent )?(?=[a-z])|(?=(?:start|test)\b))(?<name>[a-z]+)(?: -- (?<args>[^`\n|)]*))?/g,
    ),
  ].map(({ groups }) => ({ file, name: groups!['name']!, args: groups!['args'] ?? '' })),
);

test('every npm script that a page names exists', () => {
  expect(commandLines.length).toBeGreaterThan(20);
  for (const { file, name } of commandLines) expect(Object.keys(scripts), file).toContain(name);
});

test('the README names every command', () => {
  const named = commandLines.filter(({ file }) => file === 'README.md').map(({ name }) => name);
  expect(named).toEqual(expect.arrayContaining(Object.keys(COMMANDS)));
});

const withOptions = commandLines.filter(({ name, args }) => name in COMMANDS && / ?--?\w/.test(args));

test.each(withOptions)('$file: $name has the options used in "$args"', async ({ name, args }) => {
  const { stdout } = await runCommand(name, ['--help']);
  for (const [option] of args.matchAll(/(?<=^|\s)--[a-z][a-z-]*/g)) expect(stdout).toContain(option);
});

const shellBlocks = PAGES.flatMap((page) => blocksOf(page, 'sh').map((block) => ({ file: page.file, block })));

describe('a shell block', () => {
  test.each(shellBlocks)(
    'of $file works in zsh, which by default has no comments and requires that globs match: $block',
    ({ block }) => {
      expect(block).not.toMatch(/(?:^|\s)#/m);
      expect(block.replace(/'[^']*'|"[^"]*"/g, '')).not.toMatch(/[*?[\]]/);
    },
  );
});
