import { AGENT } from './agent-lines.ts';

const FAILURE = new RegExp(`${AGENT}Command did not exit successfully `);
const RETRY = new RegExp(`${AGENT}Retrying the phase: `, 'g');
const NEXT_LINE = new RegExp(`\n${AGENT}`);
const RUNNING = new RegExp(`${AGENT}Running command `, 'g');
const REASON = / (?:exit status \d+|signal: [A-Z0-9]+)$/;

/**
 * The output of the command that made a phase fail.
 *
 * @param log of the build, from anywhere before that command up to the end of the phase
 * @returns undefined if no command failed
 */
export function failingOutput(log: string, phase: string): string | undefined {
  const [, attempt] = splitAtLast(ofPhase(log, phase), RETRY);
  const failure = FAILURE.exec(attempt);
  if (!failure) return undefined;
  const [command = ''] = attempt.slice(failure.index + failure[0].length).split(NEXT_LINE, 1);
  const [, running] = splitAtLast(attempt.slice(0, failure.index), RUNNING);
  const echoed = `${command.trimEnd().replace(REASON, '')}\n`;
  return running.startsWith(echoed) ? running.slice(echoed.length) : running;
}

/** From where a phase is entered; all where that is too far back. */
const ofPhase = (log: string, phase: string): string =>
  splitAtLast(log, new RegExp(`${AGENT}Entering phase ${phase}\n`, 'g'))[1];

/** The texts before and after the last match. Without a match, the text before is empty. */
function splitAtLast(text: string, pattern: RegExp): readonly [string, string] {
  const last = [...text.matchAll(pattern)].at(-1);
  return last ? [text.slice(0, last.index), text.slice(last.index + last[0].length)] : ['', text];
}
