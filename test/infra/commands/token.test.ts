import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { authenticator, type Authenticate } from '../../../functions/adapters/sign-in/authenticate.ts';
import { createParameters } from '../../../infra/local/parameters/parameters.ts';
import { startService, temporaryDirectory, type StandIns } from '../local/start-stand-ins.ts';
import { runCommand } from './run-command.ts';

const MINUTE = 60_000;

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let standIns: StandIns;
let authenticate: Authenticate;

/** The Parameter Store of npm start, and the project that it created. */
beforeAll(async () => {
  directory = await temporaryDirectory();
  standIns = await startService(directory.path, [createParameters({ directory: directory.path })]);
  const arn = 'arn:aws:codebuild:us-east-1:000000000000:project/sample';
  const projects = [{ name: 'sample', arn, source: { type: 'NO_SOURCE' } }];
  writeFileSync(path.join(directory.path, 'projects.yml'), stringify({ projects }));
  const access = { ...standIns.client, endpointUrls: { ssm: standIns.url } };
  authenticate = authenticator({ stage: 'local', access });
});
afterAll(async () => {
  await standIns.stop();
  await directory.remove();
});

const token = (...args: readonly string[]) => runCommand('token', [...args, '--state', directory.path]);

test('a token is created, listed, rotated and revoked, and only its hash is kept', async () => {
  const may = '--projects sample,api-* --actions start,read --refs main,release/* --variables VERSION,DEBUG';
  const made = await token('create', '--name', 'deploy-bot', '--expires', '12h', ...may.split(' '));
  expect(made.stderr).toMatch(
    /^deploy-bot \([0-9a-f]{12}\): start, read of sample, api-\*; refs main, release\/\*; variables VERSION, DEBUG; until /,
  );
  expect(made.stderr).toMatch(/\n {2}VERSION: it selects a version.*\n {2}DEBUG: commands can log more/);
  const first = made.stdout.trimEnd();
  const now = Date.now();
  const caller = await authenticate(`Bearer ${first}`, now);
  expect(caller).toEqual({
    id: expect.stringMatching(/^token:[0-9a-f]{12}$/),
    name: 'deploy-bot',
    grant: {
      projects: ['sample', 'api-*'],
      actions: ['start', 'read'],
      refs: ['main', 'release/*'],
      variables: ['VERSION', 'DEBUG'],
    },
  });

  const [again, list] = await Promise.all([
    token('create', '--name', 'deploy-bot', '--projects', 'sample'),
    token('list', '--json'),
  ]);
  expect(again).toMatchObject({
    exitCode: 1,
    stdout: '',
    stderr: 'A token named "deploy-bot" already exists: rotate or revoke that token, or choose another name.\n',
  });
  const [listed] = JSON.parse(list.stdout) as readonly { readonly createdAt: string; readonly expiresAt: string }[];
  expect(listed).toMatchObject({ name: 'deploy-bot', refs: ['main', 'release/*'] });
  expect(Date.parse(listed!.expiresAt) - Date.parse(listed!.createdAt)).toBe(12 * 60 * MINUTE);

  const rotated = await token('rotate', 'deploy-bot', '--grace', '1h', '--json');
  const { token: second } = JSON.parse(rotated.stdout) as { readonly token: string };
  const later = now + 2 * MINUTE;
  expect(await authenticate(`Bearer ${second}`, later)).toEqual(caller);
  expect(await authenticate(`Bearer ${first}`, later)).toEqual(caller);
  expect(await authenticate(`Bearer ${first}`, later + 60 * MINUTE)).toHaveProperty('refused');
  expect(await authenticate(`Bearer ${second}`, later + 60 * MINUTE)).toEqual(caller);

  const dump = readFileSync(path.join(directory.path, 'parameters.json'), 'utf8');
  for (const secret of [first, second]) {
    expect(dump).not.toContain(secret.slice(23, 71));
    expect(list.stdout + again.stderr + rotated.stderr).not.toContain(secret.slice(23, 71));
  }

  const revoked = await token('revoke', 'deploy-bot');
  expect(revoked.stderr).toMatch(
    /^The token "deploy-bot" \([0-9a-f]{12}\) is revoked, and stops working within 60 s\.\n$/,
  );
  expect(await authenticate(`Bearer ${second}`, later + 62 * MINUTE)).toHaveProperty('refused');
}, 20_000);

test.concurrent.each<[readonly string[], string]>([
  [['create', '--name', '9f86d081884c', '--projects', 'sample'], '--name must be 1 to 64 letters, digits'],
  [
    ['create', '--name', 'x', '--projects', 'sampel'],
    '--projects: there is no project named "sampel": did you mean "sample"?',
  ],
  [['revoke', 'nobody'], 'The stage "local" has no token with the name or id "nobody"'],
  [['list', '--refs', 'main'], "Unknown option '--refs'"],
  [['delete'], '"delete" is not a valid command of npm run token (allowed: create, list, rotate, revoke).'],
  [['list', '--port', '3000'], 'listens at http://127.0.0.1:1, not at port 3000: omit --port'],
  [
    ['list', '--stage', 'prod'],
    '--port and --state are for npm start, and --stage is for deployments: remove the options that do not belong.',
  ],
])(
  'npm run token %j reports what is wrong',
  async (args, message) => {
    const { exitCode, stdout, stderr } = await token(...args);
    expect(stderr).toContain(message);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  },
  30_000,
);
