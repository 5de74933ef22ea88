import { performance } from 'node:perf_hooks';
import { apiToken } from './api-token.ts';
import { median, milliseconds, type Row } from './row.ts';
import { startSampleService } from './start-sample-service.ts';
import { samples } from './samples.ts';

const STARTS = samples(30);
const WARM_UP = 5;

/** Measures how long a start by the API takes, from its request to CodeBuild and to its response, on the whole local service. */
export async function benchApi(): Promise<readonly Row[]> {
  const service = await startSampleService();
  const { next } = service;
  try {
    const authorization = `Bearer ${await apiToken(service)}`;

    const responded: number[] = [];
    const started: number[] = [];
    for (let start = 0; start < WARM_UP + STARTS; start++) {
      const [startBuild, ended] = [next('build'), next('badge')];
      const sent = performance.now();
      const response = await fetch(`${service.url}/projects/sample/builds`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: '{"ref":"main"}',
      });
      const toResponse = performance.now() - sent;
      if (response.status !== 201)
        throw new Error(`The response to a start was ${response.status}: ${await response.text()}`);
      const toStart = (await startBuild) - sent;
      await ended;
      if (start < WARM_UP) continue;
      responded.push(toResponse);
      started.push(toStart);
    }
    return [
      { what: `API request to StartBuild, median of ${STARTS}`, ours: milliseconds(median(started)) },
      { what: `API request to 201, median of ${STARTS}`, ours: milliseconds(median(responded)) },
    ];
  } finally {
    await service.stop();
  }
}
