import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { BatchGetBuildsCommand, type Build, type CodeBuildClient } from '@aws-sdk/client-codebuild';
import { endOfPhase } from '../../functions/core/excerpt/end-of-phase.ts';
import { startOfNextEnd } from './log-phases.ts';
import type { Report } from './progress.ts';

/** The polling interval, in milliseconds. */
const INTERVAL = 150;

export interface FollowOptions {
  readonly client: CodeBuildClient;
  readonly logFile: string;
  /** Receives each phase that has ended, after its part of the log, and the build's end. */
  readonly report: Report;
  /** Receives the log as it grows. */
  readonly onLog: (text: string) => void;
}

/** Polls a build until it has ended, and returns its final state. Throws what the client throws. */
export async function followBuild(id: string, { client, logFile, report, onLog }: FollowOptions): Promise<Build> {
  const log = createTail(logFile);
  let pending = '';
  const show = (length: number): void => {
    if (length > 0) onLog(pending.slice(0, length));
    pending = pending.slice(length);
  };
  let told = 0;
  for (;;) {
    const { builds = [] } = await client.send(new BatchGetBuildsCommand({ ids: [id] }));
    const build = builds[0];
    if (!build) throw new Error(`The build ${id} no longer exists. It was deleted meanwhile.`);
    const { projectName: project = '', buildNumber: number = 0, buildStatus: status = '' } = build;
    // The build is read before its log, which therefore contains every ended phase.
    pending += await log.read();
    const ended = (build.phases ?? []).filter(({ phaseStatus }) => phaseStatus !== undefined);
    for (const { phaseType = '', phaseStatus = '', startTime, endTime, contexts } of ended.slice(told)) {
      show(endOfPhase(pending, phaseType));
      const message = contexts?.[0]?.message;
      report({
        type: 'phase',
        project,
        buildId: id,
        number,
        phase: phaseType,
        status: phaseStatus,
        seconds: secondsBetween(startTime, endTime),
        ...(message && { message }),
      });
    }
    told = ended.length;
    show(build.buildComplete ? pending.length : startOfNextEnd(pending));
    if (build.buildComplete) {
      await log.close();
      const seconds = secondsBetween(build.startTime, build.endTime);
      report({ type: 'ended', project, buildId: id, number, status, seconds });
      return build;
    }
    await delay(INTERVAL);
  }
}

const secondsBetween = (start: Date | undefined, end: Date | undefined): number =>
  start && end ? (end.getTime() - start.getTime()) / 1000 : 0;

/** Reads what has been added to a file since the last call. The file need not exist yet. */
function createTail(path: string) {
  const decoder = new TextDecoder();
  let file: FileHandle | undefined;
  return {
    async read(): Promise<string> {
      file ??= await open(path).catch(() => undefined);
      let text = '';
      if (!file) return text;
      // Without an explicit position, each read continues where the last one ended.
      for (;;) {
        const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(65_536) });
        if (bytesRead === 0) return text;
        text += decoder.decode(buffer.subarray(0, bytesRead), { stream: true });
      }
    },
    async close(): Promise<void> {
      await file?.close();
    },
  };
}
