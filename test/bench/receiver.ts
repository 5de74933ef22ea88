import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { sign } from '@octokit/webhooks-methods';
import { git } from '../../infra/local/git/git.ts';
import { pushPayload } from '../../infra/local/git/push-payload.ts';
import { SETTINGS_FILE, type DeliverySettings } from '../../infra/local/git/remote.ts';
import { milliseconds, type Row } from './row.ts';
import { samples } from './samples.ts';

const DELIVERIES = samples(2000);
const AT_ONCE = 8;
const ROOT = path.resolve(import.meta.dirname, '..', '..');

interface Receiver {
  readonly url: string;
  readonly pid: number;
  readonly secret: string;
  stop(): void;
}

/**
 * Measures signed pushes of a branch that starts nothing, at our local webhook and at Debian's `webhook` program with the same rule
 * (HMAC and ref). Ours goes through the gateway and a worker thread. There are no rows if `webhook` is not installed.
 */
export async function benchReceiver(): Promise<readonly Row[]> {
  const installed = await promisify(execFile)('webhook', ['-version']).then(
    () => true,
    () => false,
  );
  if (process.platform !== 'linux' || !installed) {
    return [{ what: 'requests beside the program webhook', ours: 'not measured: the program is not installed' }];
  }
  const directory = await mkdtemp(path.join(tmpdir(), 'pushlight-bench-'));
  const receivers: Receiver[] = [];
  try {
    const ours = await startOurs(path.join(directory, 'state'));
    receivers.push(ours);
    const theirs = await startWebhook(directory, ours.secret);
    receivers.push(theirs);
    const body = await deletedBranchPush(path.join(directory, 'state', 'git', 'sample.git'));
    const signature = await sign(ours.secret, body);
    for (const each of [ours, theirs]) await load(each, body, signature, 200);
    const [our, their] = [await load(ours, body, signature), await load(theirs, body, signature)];
    return [
      {
        what: `deliveries a second, ${AT_ONCE} at once`,
        ours: our.perSecond.toFixed(0),
        peer: `${their.perSecond.toFixed(0)} (webhook)`,
        ratio: our.perSecond / their.perSecond,
      },
      {
        what: 'CPU of a delivery',
        ours: milliseconds(our.cpuMilliseconds),
        peer: `${milliseconds(their.cpuMilliseconds)} (webhook)`,
        ratio: our.cpuMilliseconds / their.cpuMilliseconds,
      },
    ];
  } finally {
    for (const receiver of receivers) receiver.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Verified and parsed like every push, and then ignored: a build for each delivery would measure the builds. */
async function deletedBranchPush(repository: string): Promise<string> {
  const before = await git(repository, 'rev-parse', 'main');
  const update = { before, after: '0'.repeat(40), ref: 'refs/heads/gone' };
  return JSON.stringify(await pushPayload(repository, update, new Date()));
}

async function startOurs(state: string): Promise<Receiver> {
  const args = ['infra/run.cjs', 'infra/commands/pushlight.ts', 'start', '--json', '--port', '0', '--state', state];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    if ((JSON.parse(line) as { type: string }).type === 'badge') break;
  }
  const file = path.join(state, 'git', 'sample.git', SETTINGS_FILE);
  const { url, secret } = JSON.parse(await readFile(file, 'utf8')) as DeliverySettings;
  return { url, secret, pid: child.pid!, stop: () => child.kill('SIGINT') };
}

async function startWebhook(directory: string, secret: string): Promise<Receiver> {
  const source = (name: string) => ({ source: 'header', name });
  const hooks = [
    {
      id: 'push',
      'execute-command': '/bin/true',
      'trigger-rule': {
        and: [
          { match: { type: 'payload-hmac-sha256', secret, parameter: source('X-Hub-Signature-256') } },
          { match: { type: 'value', value: 'refs/heads/main', parameter: { source: 'payload', name: 'ref' } } },
        ],
      },
    },
  ];
  const file = path.join(directory, 'hooks.json');
  await writeFile(file, JSON.stringify(hooks));
  const port = 20_000 + (process.pid % 20_000);
  const child: ChildProcess = spawn('webhook', ['-hooks', file, '-ip', '127.0.0.1', '-port', String(port)], {
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}/hooks/push`;
  // It prints nothing when it starts to listen.
  while (
    !(await fetch(url).then(
      () => true,
      () => false,
    ))
  )
    await new Promise((resolve) => setImmediate(resolve));
  return { url, secret, pid: child.pid!, stop: () => child.kill('SIGTERM') };
}

async function load({ url, pid }: Receiver, body: string, signature: string, count = DELIVERIES) {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-github-event': 'push',
    'x-github-delivery': 'bench',
    'x-hub-signature-256': signature,
  };
  let left = count;
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const sent = request(url, { method: 'POST', agent, headers }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`${url} responded ${response.statusCode}.`));
        response.resume().on('end', resolve);
      });
      sent.on('error', reject).end(body);
    });
  const sender = async () => {
    while (left-- > 0) await one();
  };
  const [cpu, start] = [await cpuMilliseconds(pid), performance.now()];
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  return { perSecond: count / seconds, cpuMilliseconds: ((await cpuMilliseconds(pid)) - cpu) / count };
}

/** The user and system time of a process so far, from /proc, in hundredths of a second. */
async function cpuMilliseconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
