import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { sign } from '@octokit/webhooks-methods';
import { indexConfiguration, type Project } from '../../functions/core/configuration.ts';
import { github as provider } from '../../functions/core/providers/github/github.ts';
import { makeJob, writeMessage } from '../../functions/core/start/job.ts';
import { writeSkipped } from '../../functions/core/statuses/write-skipped.ts';
import { match } from '../../functions/core/webhook/match.ts';
import { git } from '../../infra/local/git/git.ts';
import { pushPayload } from '../../infra/local/git/push-payload.ts';
import { SETTINGS_FILE, type DeliverySettings } from '../../infra/local/git/remote.ts';
import { githubPayloads } from '../functions/core/providers/github-examples.ts';
import { SENDERS } from '../functions/core/providers/senders.ts';
import { startWorld, webProject } from '../functions/start-world.ts';
import { milliseconds, percentile, type Row } from './row.ts';
import { samples } from './samples.ts';
import { startSampleService } from './start-sample-service.ts';

const PUSHES = samples(100);
const WARM_UP = 5;
const PROJECTS = 200;

/** Measures how soon a commit shows what became of a push, on the whole local service, and a push of many projects. */
export async function benchStatuses(): Promise<readonly Row[]> {
  return [...(await shown()), await queued()];
}

async function shown(): Promise<readonly Row[]> {
  const service = await startSampleService();
  const { next, remote } = service;
  try {
    const settings = JSON.parse(await readFile(path.join(remote.path, SETTINGS_FILE), 'utf8')) as DeliverySettings;
    const tree = await git(remote.path, 'rev-parse', 'main^{tree}');
    const [pending, ends]: [number[], number[]] = [[], []];
    for (let push = 0; push < WARM_UP + PUSHES; push++) {
      // A commit of its own, since a status is of a commit.
      const commit = await git(remote.path, ...AUTHOR, 'commit-tree', tree, '-p', 'main', '-m', `Push ${push}`);
      await git(remote.path, 'update-ref', 'refs/heads/bench', commit);
      const update = { before: '0'.repeat(40), after: commit, ref: 'refs/heads/bench' };
      const body = JSON.stringify(await pushPayload(remote.path, update, new Date()));
      const headers = {
        'content-type': 'application/json',
        'x-github-event': 'push',
        'x-github-delivery': randomUUID(),
        'x-hub-signature-256': await sign(settings.secret, body),
      };
      const [first, ended] = [next('status'), next('ended')];
      const sent = performance.now();
      const { status } = await fetch(settings.url, { method: 'POST', headers, body });
      if (status !== 202) throw new Error(`The response to a delivery was ${status}.`);
      const toPending = (await first) - sent;
      const end = next('status');
      const endedAt = await ended;
      const toEnd = (await end) - endedAt;
      if (push < WARM_UP) continue;
      pending.push(toPending);
      ends.push(toEnd);
    }
    const [toPending, toEnd] = [percentile(pending, 95), percentile(ends, 95)];
    return [
      {
        what: `delivery to the pending status, 95 % of ${PUSHES}`,
        ours: milliseconds(toPending),
        target: '1 s',
        met: toPending <= 1000,
      },
      {
        what: `end of a build to its status, 95 % of ${PUSHES}`,
        ours: milliseconds(toEnd),
        target: '5 s',
        met: toEnd <= 5000,
      },
    ];
  } finally {
    await service.stop();
  }
}

const AUTHOR = ['-c', 'user.name=Bench', '-c', 'user.email=bench@localhost'];

/** What `webhook` does between a verified delivery and its response: a message for each build, and for each that is not needed. */
async function queued(): Promise<Row> {
  const world = await startWorld();
  try {
    const [github] = SENDERS;
    const body = Buffer.from(
      JSON.stringify(githubPayloads('push').find((each) => 'ref' in each && each.ref === 'refs/heads/master')),
    );
    const projects = Array.from({ length: PROJECTS }, (_, index): Project => {
      const filter = (type: 'EVENT' | 'FILE_PATH', pattern: string) => ({
        type,
        pattern,
        excludeMatchedPattern: false,
      });
      const files = index % 2 === 0 ? [] : [filter('FILE_PATH', '^nothing/')];
      return {
        ...webProject,
        name: `web-${index}`,
        repository: { host: 'github.com', fullName: 'Codertocat/Hello-World' },
        filterGroups: [[filter('EVENT', 'PUSH'), ...files]],
      };
    });
    const hook = { ...github!.hook, credential: 'token', statuses: 'all' } as const;
    const configuration = indexConfiguration({ hooks: [hook], projects });
    const delivery = { headers: github!.headers(body, github!.secret, Date.now()), body };
    const began = performance.now();
    const parsed = provider.parse(delivery, hook);
    if (parsed.kind !== 'events') throw new Error(`The delivery is ${parsed.kind}.`);
    const judged = await Promise.all(
      parsed.events.map(async (event) => ({ event, projects: await match(event, hook, configuration) })),
    );
    const received = { hook: hook.name, deliveryId: 'bench', receivedAt: Date.now(), identity: parsed.identity };
    const jobs = judged.flatMap(({ event, projects: verdicts }) =>
      verdicts
        .filter(({ verdict }) => verdict === 'queued')
        .map(({ name, reason }) => writeMessage(makeJob(event, name, received, reason), 'bench')),
    );
    const statuses = await writeSkipped(judged, hook, configuration);
    await Promise.all([
      ...jobs.map((message) => world.deliveries.send(message)),
      ...statuses.map((message) => world.commitStatuses.send(message)),
    ]);
    const took = performance.now() - began;
    if (jobs.length + statuses.length !== PROJECTS) throw new Error(`${jobs.length} jobs, ${statuses.length} statuses`);
    return {
      what: `a push of ${PROJECTS} projects, half of them not needed, to its last message`,
      ours: milliseconds(took),
      target: '5 s',
      met: took <= 5000,
    };
  } finally {
    await world.stop();
  }
}
