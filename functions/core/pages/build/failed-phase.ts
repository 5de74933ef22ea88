import type { DetailedRecord } from '../../builds/build-record.ts';
import { cleanLogText } from '../../redaction/clean-log-text.ts';
import { redact } from '../../redaction/redact.ts';

export interface FailedPhase {
  readonly type: string;
  readonly exitStatus?: number;
  /** CodeBuild's message, including the command, but without anything that looks like a secret. */
  readonly detail?: string;
}

/**
 * Which phase failed, and why: "COMMAND_EXECUTION_ERROR: Error while executing command: npm test. Reason: exit status
 * 1".
 */
export function failedPhase({ phases = [], failure }: DetailedRecord): FailedPhase | undefined {
  const failed = phases.find(({ status = 'SUCCEEDED' }) => status !== 'SUCCEEDED');
  if (!failed) return undefined;
  const detail = failure === undefined ? '' : redact(cleanLogText(failure));
  const exitStatus = /.*Reason: exit status (\d{1,5})\b/s.exec(detail)?.[1];
  return {
    type: failed.type,
    ...(exitStatus !== undefined && { exitStatus: Number(exitStatus) }),
    ...(detail !== '' && { detail }),
  };
}
