import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { whatNext } from '../../infra/commands/printing/what-next.ts';
import { pushSample } from '../../infra/local/git/sample-repository.ts';
import { shownPath } from '../../infra/shown-path.ts';
import { temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { badgeOf, runService, type ObservedService } from './run-service.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

let service: ObservedService;
let home: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  [service, home] = await Promise.all([runService(), temporaryDirectory()]);
  await mkdir(path.join(home.path, 'bin'));
  await pushSample(service.sample, () => {});
  await service.shown(1);
});
afterAll(async () => {
  await service.stop();
  await home.remove();
});

/** The commands below a title, as a user pastes them. */
function commandsBelow(text: string, title: string): string {
  const lines = text.slice(text.indexOf(title)).split('\n').slice(1);
  return lines
    .slice(
      0,
      lines.findIndex((line) => !line.startsWith('  ')),
    )
    .join('\n');
}

async function paste(commands: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-ec', commands], {
    cwd: home.path,
    env: {
      ...process.env,
      PATH: `${home.path}/bin:${process.env['PATH']}`,
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@localhost',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@localhost',
    },
  });
  return stdout;
}

test(
  "the commands that npm start prints break the sample's test, repair it and show the log",
  { timeout: 60_000 },
  async () => {
    const text = whatNext(service, service.directory, home.path);

    await paste(commandsBelow(text, 'Break the'));
    await service.shown(2);
    expect(await badgeOf(service.url)).toBe('build: failing');

    const [revert = '', logs = ''] = commandsBelow(text, 'Repair it').split('\n');
    await paste(revert);
    await service.shown(3);
    expect(await badgeOf(service.url)).toBe('build: passing');
    expect(await paste(logs)).toContain('Hello, branch/main!\n');
    // The folder exists now.
    expect(whatNext(service, service.directory, home.path)).toContain(' my-sample-2\n');
  },
);

test('the printed aws command reads the secret key from its file, and nothing prints the key', async () => {
  const text = whatNext(service, service.directory, home.path);
  const { accessKeyId, secretAccessKey } = service.credentials;
  expect(text).not.toContain(secretAccessKey);
  const script = '#!/bin/sh\necho "$AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN| $*"\n';
  await writeFile(path.join(home.path, 'bin/aws'), script, { mode: 0o755 });

  const options = `--region us-east-1 --endpoint-url ${service.awsUrl}`;
  expect(await paste(commandsBelow(text, 'Query the CodeBuild'))).toBe(
    `${accessKeyId} ${secretAccessKey} | ${options} codebuild list-builds-for-project --project-name sample\n`,
  );
});

test("a printed clone never goes into Pushlight's own checkout, and every printed path is relative to where the user is", () => {
  for (const [folder, npm] of [
    [ROOT, '  npm run logs'],
    [path.join(ROOT, 'infra'), '  npm run logs'],
    [path.dirname(ROOT), `  npm --prefix ${path.basename(ROOT)} run logs`],
  ] as const) {
    const text = whatNext(service, path.join(ROOT, '.pushlight'), folder);
    const [, clone = ''] = /git clone \S+ (\S+)\n/.exec(text) ?? [];
    expect(path.resolve(folder, clone).replace(/-\d+$/, '')).toBe(path.join(path.dirname(ROOT), 'my-sample'));
    expect(clone).toBe(shownPath(path.resolve(folder, clone), folder));
    expect(text).toContain(npm);
    expect(text).toContain(`tail -f ${shownPath(path.join(ROOT, '.pushlight/functions.log'), folder)}\n`);
    expect(text).not.toContain('--state');
  }
});
