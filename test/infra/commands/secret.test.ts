import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parameterSecrets } from '../../../functions/adapters/parameter-secrets.ts';
import { createParameters, type Parameters } from '../../../infra/local/parameters/parameters.ts';
import { startService, temporaryDirectory, type StandIns } from '../local/start-stand-ins.ts';
import { runCommand } from './run-command.ts';

const PARAMETER = '/pushlight/local/webhooks/github';
const DAY = 24 * 3_600_000;

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let parameters: Parameters;
let standIns: StandIns;

/** The Parameter Store of npm start, and the hooks that it created. */
beforeAll(async () => {
  directory = await temporaryDirectory();
  parameters = createParameters({ directory: directory.path });
  standIns = await startService(directory.path, [parameters]);
  const webhooks = {
    github: { provider: 'github', credential: 'token' },
    gitlab: { provider: 'gitlab', host: 'git.acme.io' },
  };
  writeFileSync(path.join(directory.path, 'projects.yml'), stringify({ webhooks }));
});
afterAll(async () => {
  await standIns.stop();
  await directory.remove();
});

const secret = (...args: readonly string[]) => runCommand('secret', [...args, '--state', directory.path]);
const setCredential = (input: string, ...args: readonly string[]) =>
  runCommand('secret', [...args, '--credential', '--state', directory.path], { input });

/** The secrets that the webhook function accepts at a time. */
const secretsAt = (time: number, hook = 'github') =>
  parameterSecrets('local', { ...standIns.client, endpointUrls: { ssm: standIns.url } }, () => time).ofHook(hook);

test('a secret is created, printed alone, and rotated: the old one stays valid for seven more days', async () => {
  const made = await secret('github');
  const first = made.stdout.trimEnd();
  expect(made).toEqual({
    exitCode: 0,
    stdout: `${first}\n`,
    stderr:
      'Paste this secret at github.com as Secret. The secret becomes valid within 60 s, and is shown only once:\n',
  });
  expect(await secretsAt(Date.now())).toEqual([first]);

  const rotated = await secret('github');
  const second = rotated.stdout.trimEnd();
  expect(rotated.stderr).toMatch(/^The previous secret is valid until \d{4}-\d\d-\d\d \d\d:\d\d UTC at most\.\n/);
  expect(await secretsAt(Date.now() + 6.9 * DAY)).toEqual([second, first]);
  expect(await secretsAt(Date.now() + 7 * DAY)).toEqual([second]);

  const ending = await secret('github', '--until', '0h');
  expect(await secretsAt(Date.now())).toEqual([ending.stdout.trimEnd()]);
  expect(made.stderr + rotated.stderr + ending.stderr).not.toContain(second);
}, 20_000);

test('the secret of a GitLab hook is a signing token', async () => {
  const made = await secret('gitlab');
  expect(made.stdout).toMatch(/^whsec_[A-Za-z0-9+/]{43}=\n$/);
  expect(made.stderr).toContain('Paste this secret at git.acme.io as Signing token.');
});

test('a credential is stored from standard input, never printed, and replaced by the next one', async () => {
  const stored = {
    exitCode: 0,
    stdout: '',
    stderr: 'The credential of the hook "github" is stored, and is used within 60 s.\n',
  };
  expect(await setCredential('github_pat_1\n', 'github')).toEqual(stored);
  expect(parameters.get('/pushlight/local/credentials/github')).toBe('github_pat_1');
  expect(await setCredential('github_pat_2', 'github')).toEqual(stored);
  expect(parameters.get('/pushlight/local/credentials/github')).toBe('github_pat_2');
});

test.each([
  ['', ['github'], 'No token was given: paste the token, or pipe it into this command.'],
  [
    'two words',
    ['github'],
    'The given text is not a token, since it contains spaces, line breaks or characters that are not ASCII: paste only the token.',
  ],
  [
    'x'.repeat(4097),
    ['github'],
    'The token has 4097 characters, but Parameter Store allows at most 4096: create a shorter token.',
  ],
  [
    'x',
    ['gitlab'],
    'The hook "gitlab" uses no credential: first add credential: token to the hook in the projects file.',
  ],
  [
    'x',
    ['github', '--until', '1d'],
    '--until is only for secrets, since a credential is valid until another one replaces it: remove --until.',
  ],
])('the credential %j for %j is refused in one line', async (input, args, message) => {
  expect(await setCredential(input, ...args)).toEqual({ exitCode: 1, stdout: '', stderr: `${message}\n` });
});

test('more secrets than a parameter can hold are refused, and the existing ones stay', async () => {
  const full = Array.from({ length: 60 }, (_, at) => `${at}`.padStart(64, '0')).join('\n');
  parameters.put(PARAMETER, full);
  expect(await secret('github')).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: 'The hook "github" has too many valid secrets: end the previous ones with --until 0h.\n',
  });
  expect(parameters.get(PARAMETER)).toBe(full);
});

test.concurrent.each<[readonly string[], string]>([
  [['githbu'], 'The projects file has no hook named "githbu": did you mean "github"?'],
  [['github', '--stage', 'prod'], 'The projects file has no hook named "github": there are none'],
])(
  'npm run secret %j reports what is wrong and changes nothing',
  async (args, message) => {
    const { exitCode, stdout, stderr } = await secret(...args);
    expect(stderr).toContain(message);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  },
  30_000,
);

test('without AWS credentials, it says how to get some, as deploy does', async () => {
  const environment = {
    PUSHLIGHT_PROJECTS: path.join(directory.path, 'projects.yml'),
    HOME: directory.path,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ACCESS_KEY_ID: '',
    AWS_PROFILE: '',
  };
  const ended = await runCommand('secret', ['github', '--stage', 'prod', '--region', 'eu-west-1'], { environment });
  expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
  expect(ended.stderr).toMatch(
    /^Stage prod, region eu-west-1 \(from --region\)\nssm:GetParametersByPath failed: .* there are no AWS credentials\. Sign in [^\n]*\n$/,
  );
});
