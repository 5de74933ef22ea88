import { performance } from 'node:perf_hooks';
import {
  buildspec,
  makeRepository,
  openBench,
  project,
  removeTemporaryDirectories,
} from '../infra/local/codebuild/test-bench.ts';
import { median, milliseconds, type Row } from './row.ts';
import { samples } from './samples.ts';

const OVERHEAD_TARGET = 300;
const ROUNDS = samples(20);
const QUEUED = 50;
const LIMIT = 4;

/** Measures what the local CodeBuild adds to a build's own time, and whether many builds at once all succeed. */
export async function benchCodeBuild(): Promise<readonly Row[]> {
  const repository = makeRepository({ 'buildspec.yml': buildspec({ build: ['true'] }) });
  const bench = await openBench({ projects: [project(repository)], concurrentBuilds: LIMIT });
  try {
    return [await overhead(() => bench.run()), await crowd(bench)];
  } finally {
    await bench.stop();
    removeTemporaryDirectories();
  }
}

async function overhead(run: () => Promise<unknown>): Promise<Row> {
  await run();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    await run();
    times.push(performance.now() - started);
  }
  const usual = median(times);
  return {
    what: 'a build of one `true`, from StartBuild to its end, median',
    ours: milliseconds(usual),
    ratio: usual / OVERHEAD_TARGET,
    target: `< ${OVERHEAD_TARGET} ms`,
    met: usual < OVERHEAD_TARGET,
  };
}

async function crowd(bench: Awaited<ReturnType<typeof openBench>>): Promise<Row> {
  const started = performance.now();
  const builds = await Promise.all(Array.from({ length: QUEUED }, () => bench.start()));
  const ended = await Promise.all(builds.map(({ id }) => bench.ended(id!)));
  const seconds = (performance.now() - started) / 1000;
  const succeeded = ended.filter(({ buildStatus }) => buildStatus === 'SUCCEEDED').length;
  return {
    what: `${QUEUED} builds queued at once, ${LIMIT} at a time: succeeded`,
    ours: `${succeeded} in ${seconds.toFixed(1)} s`,
    target: `${QUEUED}`,
    met: succeeded === QUEUED,
  };
}
