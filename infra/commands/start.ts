import { parseArgs } from 'node:util';
import path from 'node:path';
import type { Progress, Report } from '../local/progress.ts';
import { deliverHead, SAMPLE } from '../local/git/remotes.ts';
import type { Remote } from '../local/git/remote.ts';
import { pushSample } from '../local/sample-repository.ts';
import { startStack, type Stack } from '../local/stack.ts';
import { describeProgress } from './describe-progress.ts';

const USAGE = `npm start -- [options]   runs Pushlight on this machine

  --port N      the gateway's port, 3000 unless told; the port after it is for aws --endpoint-url
  --repo DIR    serves a bare clone of this repository too; may be given several times
  --state DIR   keeps everything there instead of .pushlight
  --json        prints one event a line, for scripts
  --help        prints this`;

const ROOT = path.resolve(import.meta.dirname, '..', '..');

interface Options {
  readonly port: number;
  readonly repositories: readonly string[];
  readonly directory: string;
  readonly json: boolean;
}

function readOptions(): Options | undefined {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '3000' },
      repo: { type: 'string', multiple: true, default: [] },
      state: { type: 'string', default: path.join(ROOT, '.pushlight') },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_534) {
    throw new Error(`--port takes a number from 0 to 65534, not "${values.port}".`);
  }
  return { port, repositories: values.repo, directory: path.resolve(values.state), json: values.json };
}

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) return console.log(USAGE);
  const say = (text: string, event: object) => console.log(options.json ? JSON.stringify(event) : text);
  const firstBadges = new Map<string, () => void>();
  const report = (progress: Progress) => {
    say(describeProgress(progress), progress);
    if (progress.type === 'badge') firstBadges.get(progress.project)?.();
  };

  const stack = await startStack({
    directory: options.directory,
    port: options.port,
    awsPort: options.port === 0 ? 0 : options.port + 1,
    repositories: options.repositories,
    report,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stack.stop().then(() => process.exit(0)));
  }
  say(`Pushlight is ready: ${stack.url}`, { type: 'ready', url: stack.url, awsUrl: stack.awsUrl });
  for (const remote of stack.newRemotes) {
    const shown = new Promise<void>((resolve) => firstBadges.set(remote.name, resolve));
    if (await firstPush(remote, report)) await shown;
  }
  if (!options.json) console.log(whatNext(stack, options));
}

/** The sample is pushed as a developer would push it; a repository of the user's is delivered as it is. */
async function firstPush(remote: Remote, report: Report): Promise<boolean> {
  if (remote.name === SAMPLE) {
    await pushSample(remote, (commit) =>
      report({ type: 'push', repository: remote.name, ref: 'refs/heads/main', commit }),
    );
    return true;
  }
  const delivered = await deliverHead(remote);
  if (delivered) report({ type: 'push', repository: remote.name, ...delivered });
  return delivered !== undefined;
}

function whatNext({ url, awsUrl, credentials, remotes }: Stack, { directory }: Options): string {
  const shown = (file: string) => path.relative(process.cwd(), file) || '.';
  const sample = remotes.find(({ name }) => name === SAMPLE)!;
  const others = remotes.filter((remote) => remote !== sample);
  return [
    '',
    'Change the sample and push it:',
    `  git clone ${shown(sample.path)} my-sample && cd my-sample`,
    `  echo "// a change" >> greeting.js && git commit -am "A change" && git push`,
    '',
    'Its badge, also for a branch:',
    `  ${url}/badges/${SAMPLE}.svg   ${url}/badges/${SAMPLE}.svg?branch=main`,
    '',
    ...others.flatMap(({ name, path: remote }) => [
      `Push ${name} from your repository:`,
      `  git push ${shown(remote)} HEAD   # ${url}/badges/${name}.svg`,
      '',
    ]),
    'Serve a repository of your own, which itself is not touched:',
    '  npm start -- --repo ../my-repo',
    '',
    `Ask the CodeBuild of this machine (the secret key is in ${shown(path.join(directory, 'credentials.json'))}):`,
    `  AWS_ACCESS_KEY_ID=${credentials.accessKeyId} AWS_SECRET_ACCESS_KEY=… AWS_DEFAULT_REGION=us-east-1 \\`,
    `    aws --endpoint-url ${awsUrl} codebuild list-builds-for-project --project-name ${SAMPLE}`,
    '',
    'Ctrl-C stops everything.',
  ].join('\n');
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
