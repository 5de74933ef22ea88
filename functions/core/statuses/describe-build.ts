import { RANK, type DetailedRecord } from '../builds/build-record.ts';
import type { CommitState, Status } from '../vocabulary.ts';

/** What a commit status shows about a build. */
export interface BuildState {
  readonly state: CommitState;
  readonly description: string;
}

const ENDS: Readonly<Record<Exclude<Status, 'IN_PROGRESS'>, CommitState>> = {
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  FAULT: 'fault',
  TIMED_OUT: 'timed out',
  STOPPED: 'stopped',
};

/**
 * Never contains the text of a command, which may include something that only readers of the log are allowed to see.
 */
export function describeBuild(record: DetailedRecord): BuildState {
  const { number, rank, status } = record;
  const said = (state: CommitState, text: string): BuildState => ({ state, description: `${text} (#${number})` });
  if (status === 'IN_PROGRESS') {
    return rank === RANK.queued ? said('queued', 'queued') : said('running', 'running');
  }
  const state = ENDS[status];
  const took = durationOf(record);
  switch (status) {
    case 'SUCCEEDED':
      return said(state, took === undefined ? 'passed' : `passed in ${took}`);
    case 'FAILED':
      return said(state, `failed${inPhase(record)}${exitStatus(record)}`);
    case 'TIMED_OUT':
      return said(state, `timed out${inPhase(record)}${took === undefined ? '' : ` after ${took}`}`);
    case 'FAULT':
      return said(state, `CodeBuild failed${inPhase(record)}`);
    case 'STOPPED':
      return said(state, took === undefined ? 'stopped' : `stopped after ${took}`);
  }
}

const WENT_WELL: ReadonlySet<string> = new Set(['SUCCEEDED', 'IN_PROGRESS']);

/** The first unsuccessful phase, since later ones only clean up. Only CodeBuild's own names are used. */
function inPhase({ phases = [] }: DetailedRecord): string {
  const type = phases.find(({ status = 'SUCCEEDED' }) => !WENT_WELL.has(status))?.type;
  return type !== undefined && /^[A-Z_]{1,40}$/.test(type) ? ` in ${type}` : '';
}

/** "COMMAND_EXECUTION_ERROR: Error while executing command: npm test. Reason: exit status 1" */
function exitStatus({ failure = '' }: DetailedRecord): string {
  const [, code] = /Reason: exit status (\d{1,3})\.?$/.exec(failure) ?? [];
  return code === undefined ? '' : `, exit status ${code}`;
}

/** "0.3s", "42s", "3m 12s", "1h 4m" */
function durationOf({ startedAt, endedAt }: DetailedRecord): string | undefined {
  if (startedAt === undefined || endedAt === undefined || endedAt < startedAt) return undefined;
  const seconds = (endedAt - startedAt) / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)}s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes}m ${whole % 60}s` : `${Math.floor(minutes / 60)}h ${minutes % 60}m`;
}
