import { failingOutput } from '../../../functions/core/excerpt/failing-output.ts';
import { lastLines } from '../../../functions/core/excerpt/last-lines.ts';
import { cleanLogText } from '../../../functions/core/redaction/clean-log-text.ts';
import type { Progress, Report } from '../../local/progress.ts';
import { buildName, describeProgress, row } from './describe-progress.ts';
import type { Paint } from './paint.ts';
import { readEnd } from '../options/read-end.ts';

export interface PrintProgressOptions {
  readonly print: (line: string) => void;
  readonly paint: Paint;
  /** Shows every step, not only slow, failed and new ones. */
  readonly verbose: boolean;
  /** Whether the log itself is shown, so that its end does not have to be printed again. */
  readonly follow?: boolean;
  /** The log file of a build. */
  readonly logFile: (buildId: string) => string;
}

/** In seconds. A phase that takes this long is shown, and so is a build that is still running after this time. */
const SLOW = 5;
const LINES_OF_FAILURE = 15;
/** Enough for the last lines of a command, even in a log of gigabytes. */
const BYTES_OF_FAILURE = 256 * 1024;

/**
 * Prints progress for people: one line for a successful build; for a failed one also the phase, the last lines of its
 * command, and the path of the log. Each line names its build, since several can run at the same time.
 */
export function printProgress({ print, paint, verbose, follow = false, logFile }: PrintProgressOptions): Report {
  const slowBuilds = new Map<string, NodeJS.Timeout>();
  const shownBadges = new Set<string>();
  const show = (progress: Progress): void => print(describeProgress(progress, paint));

  return (progress) => {
    switch (progress.type) {
      case 'build': {
        if (verbose) return show(progress);
        const note = () => print(row('build', `${buildName(progress)}  ${paint('yellow', 'still runs')}`, paint));
        return void slowBuilds.set(progress.buildId, setTimeout(note, SLOW * 1000).unref());
      }
      case 'phase': {
        const { status, seconds, phase, buildId } = progress;
        if (verbose || status !== 'SUCCEEDED' || seconds >= SLOW) show(progress);
        if (status === 'SUCCEEDED' || status === 'STOPPED' || follow) return;
        const output = failingOutput(readEnd(logFile(buildId), BYTES_OF_FAILURE), phase) ?? '';
        for (const line of lastLines(cleanLogText(output), { lines: LINES_OF_FAILURE }).lines)
          print(`  ${buildName(progress)} ${paint('dim', '|')} ${line}`);
        return;
      }
      case 'ended':
        clearTimeout(slowBuilds.get(progress.buildId));
        slowBuilds.delete(progress.buildId);
        show(progress);
        if (verbose || progress.status !== 'SUCCEEDED') print(row('log', logFile(progress.buildId), paint));
        return;
      case 'badge':
        if (shownBadges.has(progress.url) && !verbose) return;
        shownBadges.add(progress.url);
        return show(progress);
      case 'push':
      case 'delivery':
      case 'status':
      case 'finding':
      case 'problem':
        return show(progress);
    }
  };
}
