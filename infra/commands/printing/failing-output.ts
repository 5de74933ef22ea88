import { stripVTControlCharacters } from 'node:util';

const AGENT = String.raw`\[Container\] \d{4}/\d\d/\d\d [\d:.]+ `;
const FAILURE = new RegExp(`${AGENT}Command did not exit successfully `);
const RETRY = new RegExp(`${AGENT}Retrying the phase: `, 'g');
const NEXT_LINE = new RegExp(`\n${AGENT}`);
const RUNNING = new RegExp(`${AGENT}Running command `, 'g');
const REASON = / (?:exit status \d+|signal: [A-Z0-9]+)$/;

/**
 * The last output of the command that made a phase fail, as lines that a terminal can show.
 *
 * @param log of the build, from any point before that command to the end of the phase
 * @returns at most `count` lines; none if no command failed
 */
export function failingOutput(log: string, phase: string, count: number): readonly string[] {
  const [, attempt] = splitAtLast(ofPhase(log, phase), RETRY);
  const failure = FAILURE.exec(attempt);
  if (!failure) return [];
  const [command = ''] = attempt.slice(failure.index + failure[0].length).split(NEXT_LINE, 1);
  const [, running] = splitAtLast(attempt.slice(0, failure.index), RUNNING);
  const echoed = `${command.trimEnd().replace(REASON, '')}\n`;
  const output = running.startsWith(echoed) ? running.slice(echoed.length) : running;
  const lines = stripVTControlCharacters(output).trimEnd().split(/\r?\n/);
  return lines.length === 1 && lines[0] === '' ? [] : lines.slice(-count);
}

/** The log from the start of the phase; all of it if the start is further back. */
const ofPhase = (log: string, phase: string): string =>
  splitAtLast(log, new RegExp(`${AGENT}Entering phase ${phase}\n`, 'g'))[1];

/** The text before and after the last match; without a match, all of it is after. */
function splitAtLast(text: string, pattern: RegExp): readonly [string, string] {
  const last = [...text.matchAll(pattern)].at(-1);
  return last ? [text.slice(0, last.index), text.slice(last.index + last[0].length)] : ['', text];
}
