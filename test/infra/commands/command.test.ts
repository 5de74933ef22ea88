import { expect, test } from 'vitest';
import { COMMANDS } from '../../../infra/commands/commands.ts';
import { runCommand } from './run-command.ts';

const OPERANDS: Readonly<Record<string, readonly [args: readonly string[], usage: string]>> = {
  build: [['a', 'b'], 'Name one project, or use --here'],
  explain: [['a', 'b'], 'Name one payload at a time'],
  logs: [['a', 'b'], 'Name one project'],
  secret: [['a', 'b'], 'Name one hook'],
  token: [['revoke', 'a', 'b'], 'Name one token'],
};

test.each(Object.keys(COMMANDS))('%s does nothing if an argument is not valid', async (name) => {
  const npm = name === 'start' ? 'npm start' : `npm run ${name}`;
  const [args, usage] = OPERANDS[name] ?? [
    ['surplus'],
    `Unexpected argument 'surplus'. ${npm} -- --help lists the options.`,
  ];
  const { stdout, stderr, exitCode } = await runCommand(name, args);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
  expect(stderr.startsWith(usage), stderr).toBe(true);
});

test.each(['logs', 'secret'])('%s requires a name', async (name) => {
  expect(await runCommand(name, [])).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/^Name one /) });
});

test.each(['create', 'list', 'rotate', 'revoke'])('token %s prints its help as token does', async (verb) => {
  const help = await runCommand('token', []);
  expect(help).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^npm run token/) });
  expect(await runCommand('token', [verb, '-h'])).toEqual(help);
});
