import type { Progress, Report } from '../../local/progress.ts';
import { buildName, describeProgress, row } from './describe-progress.ts';
import { failingOutput } from './failing-output.ts';
import type { Paint } from './paint.ts';
import { readEnd } from '../options/read-end.ts';

export interface PrintProgressOptions {
  readonly print: (line: string) => void;
  readonly paint: Paint;
  /** Shows every step, and not only what is slow, failed or new. */
  readonly verbose: boolean;
  /** Whether the log itself is shown, so that none of it need be repeated. */
  readonly follow?: boolean;
  /** Where the log of a build is. */
  readonly logFile: (buildId: string) => string;
}

/** In seconds: a phase that took as long is shown, and so is a build that still runs after that. */
const SLOW = 5;
const LINES_OF_FAILURE = 15;
/** Enough for the last lines of a command, and little to read of a log of gigabytes. */
const BYTES_OF_FAILURE = 256 * 1024;

/**
 * Prints what happens for people: one line for a build that succeeds, and for one that fails also the phase, the last
 * lines of its command, and where the whole log is. Each line names its build, since several can run.
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
        const output = failingOutput(readEnd(logFile(buildId), BYTES_OF_FAILURE), phase, LINES_OF_FAILURE);
        for (const line of output) print(`  ${buildName(progress)} ${paint('dim', '|')} ${line}`);
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
      case 'finding':
      case 'problem':
        return show(progress);
    }
  };
}
