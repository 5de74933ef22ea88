import { cleanLogText } from '../redaction/clean-log-text.ts';
import { redact } from '../redaction/redact.ts';
import { AGENT, phaseEnd } from './agent-lines.ts';
import { endOfPhase } from './end-of-phase.ts';
import { failingOutput } from './failing-output.ts';
import { lastLines } from './last-lines.ts';

/** The part of a build's log that is shown. */
export interface Excerpt {
  readonly text: string;
  /** Whether the log has more lines before the excerpt. */
  readonly isCut: boolean;
}

export const MOST = { lines: 100, bytes: 16 * 1024 } as const;
/** A secret whose end is in the excerpt may begin before the excerpt: a private key has about fifty lines. */
const READ = { lines: MOST.lines + 80, bytes: 4 * MOST.bytes } as const;
/** Nobody reads longer lines, and they would displace all others. */
const LONGEST_LINE_BYTES = 4096;

/**
 * The last lines of the failed command, or else of the log up to the end of the failed phase, without secrets.
 *
 * @param log the end of the build's log, at least as much as `isEnough` requires
 * @param phase the failed one; undefined if none failed
 */
export function makeExcerpt(log: string, phase: string | undefined): Excerpt {
  const output = (phase !== undefined && failingOutput(log, phase)) || undefined;
  const source = lastLines(cleanLogText(output ?? untilEnd(log, phase)), READ);
  // Redacted before anything is cut, since half a secret cannot be recognised.
  const shown = lastLines(redact(source.lines.map(withoutLongLine).join('\n')), MOST);
  return { text: shown.lines.join('\n'), isCut: shown.isCut || source.isCut };
}

/**
 * Whether the part of a log that has been read contains the excerpt, including text before it that may belong to a
 * secret.
 */
export function isEnough(log: string, phase: string | undefined): boolean {
  const output = phase === undefined ? log : failingOutput(log, phase);
  if (output === undefined) return false;
  return output.length < log.length ? begins(log, phase) || isLong(output) : isLong(output);
}

/** Whether the line that ends a build's log has arrived, which happens some seconds after the build's end. */
export const hasEnd = (log: string, phase: string): boolean => phaseEnd(phase).test(log);

const isLong = (output: string): boolean => output.length > READ.bytes || output.split('\n').length > READ.lines;

const begins = (log: string, phase: string | undefined): boolean =>
  phase !== undefined && new RegExp(`${AGENT}Entering phase ${phase}\n`).test(log);

/** Everything before the agent's lines about the end of a phase. */
const untilEnd = (log: string, phase: string | undefined): string =>
  log.slice(0, (phase !== undefined && endOfPhase(log, phase)) || log.length);

const withoutLongLine = (line: string): string => {
  const bytes = Buffer.byteLength(line);
  return bytes > LONGEST_LINE_BYTES ? `(a line of ${bytes} bytes)` : line;
};
