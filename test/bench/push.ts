import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { sign } from '@octokit/webhooks-methods';
import { git } from '../../infra/local/git/git.ts';
import { pushPayload } from '../../infra/local/git/push-payload.ts';
import { SETTINGS_FILE, type DeliverySettings } from '../../infra/local/git/remote.ts';
import { median, milliseconds, type Row } from './row.ts';
import { startSampleService } from './start-sample-service.ts';
import { samples } from './samples.ts';

const PUSHES = samples(50);
const WARM_UP = 5;

/** Measures how long a push takes from the gateway to CodeBuild, step by step, on the whole local service. */
export async function benchPush(): Promise<readonly Row[]> {
  const service = await startSampleService();
  const { next, remote } = service;
  try {
    const commit = await git(remote.path, 'rev-parse', 'main');
    const settings = JSON.parse(await readFile(path.join(remote.path, SETTINGS_FILE), 'utf8')) as DeliverySettings;

    const responded: number[] = [];
    const started: number[] = [];
    for (let push = 0; push < WARM_UP + PUSHES; push++) {
      const update = { before: '0'.repeat(40), after: commit, ref: 'refs/heads/main' };
      const body = JSON.stringify(await pushPayload(remote.path, update, new Date()));
      const signature = await sign(settings.secret, body);
      const [startBuild, ended] = [next('build'), next('badge')];
      const sent = performance.now();
      const response = await fetch(settings.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-github-event': 'push',
          'x-github-delivery': randomUUID(),
          'x-hub-signature-256': signature,
        },
        body,
      });
      if (response.status !== 202)
        throw new Error(`The response to a delivery was ${response.status}: ${await response.text()}`);
      const at = { responded: performance.now() - sent, started: (await startBuild) - sent };
      await ended;
      if (push < WARM_UP) continue;
      responded.push(at.responded);
      started.push(at.started);
    }
    const toStart = median(started);
    return [
      { what: `delivery to 202, median of ${PUSHES}`, ours: milliseconds(median(responded)) },
      {
        what: `delivery to StartBuild, median of ${PUSHES}`,
        ours: milliseconds(toStart),
        target: '300 ms',
        met: toStart < 300,
      },
    ];
  } finally {
    await service.stop();
  }
}
