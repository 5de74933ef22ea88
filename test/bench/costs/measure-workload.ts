import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { sign } from '@octokit/webhooks-methods';
import { git } from '../../../infra/local/git/git.ts';
import { pushPayload } from '../../../infra/local/git/push-payload.ts';
import { SETTINGS_FILE, type DeliverySettings } from '../../../infra/local/git/remote.ts';
import type { Progress } from '../../../infra/local/progress.ts';
import type { ServerlessFunction } from '../../../infra/serverless-file/read-serverless-file.ts';
import { median } from '../row.ts';
import { startSampleService } from '../start-sample-service.ts';
import { samples } from '../samples.ts';

/** What one push with its build, one view of a badge, or one run of reconcile uses. */
export interface Usage {
  /** By function: its number of invocations, the median milliseconds of one on this machine, and the bytes it logs. */
  readonly functions: Readonly<Record<string, FunctionUsage>>;
  /** The number of calls to AWS by name, such as "dynamodb:UpdateItem". */
  readonly calls: Readonly<Record<string, number>>;
}

interface FunctionUsage {
  readonly invocations: number;
  readonly milliseconds: number;
  readonly logBytes: number;
}

export interface Workload {
  /** Of a project that only builds. */
  readonly push: Usage;
  readonly pushWithCommitStatuses: Usage;
  readonly badge: Usage & {
    /** The bytes of a badge as it is sent. */
    readonly bytes: number;
  };
  readonly reconcile: Usage;
}

const TIMES = samples(30);
const WARM_UP = 5;

/** Counts and times the work of the functions for a push, a badge and a minute, on the whole local service. */
export async function measureWorkload(): Promise<Workload> {
  const builds = { amend: withoutSchedule, commitStatuses: false };
  return {
    ...(await onService(builds, measurePushAndBadge)),
    pushWithCommitStatuses: await onService({ amend: withoutSchedule, commitStatuses: true }, measurePush),
    reconcile: await onService({ amend: scheduledOften, commitStatuses: false }, measureReconcile),
  };
}

const withoutSchedule = (each: ServerlessFunction): ServerlessFunction => ({
  ...each,
  events: each.events.filter(({ type }) => type !== 'schedule'),
});
const scheduledOften = (each: ServerlessFunction): ServerlessFunction => ({
  ...each,
  events: each.events.map((event) => (event.type === 'schedule' ? { ...event, everyMilliseconds: 100 } : event)),
});

interface Running {
  readonly url: string;
  readonly remotePath: string;
  readonly recorder: Recorder;
  readonly next: (type: Progress['type']) => Promise<unknown>;
}

interface Options {
  readonly amend: (each: ServerlessFunction) => ServerlessFunction;
  readonly commitStatuses: boolean;
}

async function onService<T>({ amend, commitStatuses }: Options, measure: (running: Running) => Promise<T>): Promise<T> {
  const recorder = createRecorder();
  const service = await startSampleService({
    amend: (functions) => functions.map(amend),
    commitStatuses,
    onLog: (line) => recorder.log(line),
    onInvocation: (name, taken) => recorder.invocation(name, taken),
    onCall: (service, { headers }) => recorder.call(`${service}:${headers['x-amz-target']?.split('.')[1]}`),
  });
  try {
    return await measure({ url: service.url, remotePath: service.remote.path, recorder, next: service.next });
  } finally {
    await service.stop();
  }
}

async function measurePush({ remotePath, recorder, next }: Running): Promise<Usage> {
  const { secret, url: hookUrl } = JSON.parse(
    await readFile(path.join(remotePath, SETTINGS_FILE), 'utf8'),
  ) as DeliverySettings;
  const after = await git(remotePath, 'rev-parse', 'main');
  return recorder.usageOf(TIMES, async (time) => {
    const update = { before: '0'.repeat(40), after, ref: 'refs/heads/main' };
    const body = JSON.stringify(await pushPayload(remotePath, update, new Date()));
    const ended = next('badge');
    const headers = {
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-github-delivery': `${time}`,
      'x-hub-signature-256': await sign(secret, body),
    };
    const { status } = await fetch(hookUrl, { method: 'POST', headers, body });
    if (status !== 202) throw new Error(`The response to a delivery was ${status}.`);
    await ended;
  });
}

async function measurePushAndBadge(running: Running) {
  const { url, recorder } = running;
  const push = await measurePush(running);
  let bytes = 0;
  const badge = await recorder.usageOf(TIMES, async (time) => {
    // Each view is of another ref, so that an instance's memory has no effect.
    const response = await fetch(`${url}/badges/sample.svg?branch=main&label=${time}`, {
      headers: { 'accept-encoding': 'br' },
    });
    await response.arrayBuffer();
    bytes = Number(response.headers.get('content-length'));
  });
  return { push, badge: { ...badge, bytes } };
}

const measureReconcile = ({ recorder }: Running): Promise<Usage> =>
  recorder.usageOf(TIMES, () => recorder.nextInvocation('reconcile'));

interface Recorder {
  log(line: string): void;
  call(name: string): void;
  invocation(name: string, milliseconds: number): void;
  nextInvocation(name: string): Promise<void>;
  /** The medians of many runs. */
  usageOf(times: number, act: (time: number) => Promise<void>): Promise<Usage>;
}

interface Recorded {
  readonly functions: Map<string, { milliseconds: number[]; logBytes: number }>;
  readonly calls: Map<string, number>;
}

function createRecorder(): Recorder {
  let recorded: Recorded = { functions: new Map(), calls: new Map() };
  const waiting = new Map<string, () => void>();
  const of = (name: string) => {
    const known = recorded.functions.get(name) ?? { milliseconds: [], logBytes: 0 };
    recorded.functions.set(name, known);
    return known;
  };
  return {
    log(line) {
      const [, name = '', text = ''] = /^(\w+): (.*)$/s.exec(line) ?? [];
      of(name).logBytes += Buffer.byteLength(text) + 1;
    },
    call: (name) => void recorded.calls.set(name, (recorded.calls.get(name) ?? 0) + 1),
    invocation(name, milliseconds) {
      of(name).milliseconds.push(milliseconds);
      waiting.get(name)?.();
    },
    nextInvocation: (name) => new Promise((resolve) => waiting.set(name, resolve)),
    async usageOf(times, act) {
      const all: Recorded[] = [];
      for (let time = 0; time < WARM_UP + times; time++) {
        recorded = { functions: new Map(), calls: new Map() };
        await act(time);
        if (time >= WARM_UP) all.push(recorded);
      }
      return usage(all);
    },
  };
}

function usage(all: readonly Recorded[]): Usage {
  const names = [...new Set(all.flatMap(({ functions }) => [...functions.keys()]))].toSorted();
  const calls = [...new Set(all.flatMap(({ calls }) => [...calls.keys()]))].toSorted();
  return {
    functions: Object.fromEntries(
      names.map((name) => {
        const each = all.map(({ functions }) => functions.get(name) ?? { milliseconds: [], logBytes: 0 });
        return [
          name,
          {
            invocations: median(each.map(({ milliseconds }) => milliseconds.length)),
            milliseconds: Number(median(each.flatMap(({ milliseconds }) => milliseconds)).toFixed(2)),
            logBytes: Math.round(median(each.map(({ logBytes }) => logBytes))),
          },
        ];
      }),
    ),
    calls: Object.fromEntries(calls.map((name) => [name, median(all.map((each) => each.calls.get(name) ?? 0))])),
  };
}
