import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Progress } from '../../infra/local/progress.ts';
import { pushSample } from '../../infra/local/git/sample-repository.ts';
import { startLocalService, type LocalServiceOptions } from '../../infra/local/local-service.ts';

/** The whole local service in a directory of its own, once its sample has been pushed, built and shown. */
export async function startSampleService(
  options: Pick<LocalServiceOptions, 'amend' | 'commitStatuses' | 'onLog' | 'onInvocation' | 'onCall'> = {},
) {
  const directory = await mkdtemp(path.join(tmpdir(), 'pushlight-bench-'));
  const waiting = new Map<Progress['type'], (at: number) => void>();
  /** The time of the next progress report of a type, by performance.now(). */
  const next = (type: Progress['type']) => new Promise<number>((resolve) => waiting.set(type, resolve));
  const report = ({ type }: Progress) => waiting.get(type)?.(performance.now());
  const service = await startLocalService({ ...options, directory, port: 0, awsPort: 0, report });
  const stop = async () => {
    await service.stop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const remote = service.newRemotes[0]!;
    const shown = next('badge');
    await pushSample(remote, () => {});
    await shown;
    return { ...service, directory, remote, next, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
