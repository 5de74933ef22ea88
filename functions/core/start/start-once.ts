import { findMarked, startClaimed, takeEntry, type ClaimedStart, type Started } from './claimed-start.ts';
import type { Configuration } from '../configuration.ts';
import type { Job } from './job.ts';
import { MEMORY, OLDEST_JOB, type LedgerEntry } from './ledger.ts';
import { codeBuildReport } from '../builds/codebuild-report.ts';
import type { ObservedBuild } from '../builds/observed-build.ts';
import type { Builds } from '../builds/build-ports.ts';
import type { Ledger } from './start-ports.ts';
import { endWaiting } from './end-waiting.ts';
import { refuseJob } from './refuse-job.ts';
import { LAST_RECEIVE } from './retry-delay.ts';
import { isPermanentAfter, mayBeDeploying } from '../builds/start-failure.ts';
import { makeTarget } from '../statuses/make-target.ts';
import type { StatusMessage } from '../statuses/status-message.ts';
import type { Target } from '../statuses/target.ts';
import { statusWithoutBuild, supersededBy, waitingFor, type Unbuilt } from '../statuses/without-build.ts';
import { startRequest } from './start-request.ts';
import { afterStart, cameLate, type StartedRef } from './started-ref.ts';

/** The outcome of a job. */
export type Outcome =
  | Extract<Started, { readonly kind: 'started' }>
  /** Done by an earlier attempt or an earlier delivery of the same event, or superseded by a newer push. */
  | { readonly kind: 'done before'; readonly state: LedgerEntry['state']; readonly buildId?: string }
  | { readonly kind: 'superseded'; readonly by: string }
  /** Try again later. */
  | { readonly kind: 'later'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string };

export interface StartPorts {
  readonly configuration: Configuration;
  readonly ledger: Ledger;
  readonly builds: Pick<Builds, 'start' | 'get' | 'newestIds'>;
  /**
   * Stores what StartBuild returned about the build before the ledger's entry becomes STARTED: later attempts do
   * nothing more.
   */
  readonly keep: (build: ObservedBuild, job: Job) => Promise<void>;
  /** Sends the status of something that has no build. */
  readonly tell: (status: StatusMessage) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Returns a new random name for an attempt. */
  readonly newOwner: () => string;
}

/**
 * Starts a job's build unless the ledger shows that it was started: at most once, whatever fails in between.
 * @param receives how often the job was received: at first, it waits for what a deployment may still add
 */
export async function startOnce(job: Job, receives: number, ports: StartPorts): Promise<Outcome> {
  const { configuration, ledger, builds, now } = ports;
  const project = configuration.projects.get(job.project);
  const hook = configuration.hooks.get(job.hook);
  if (!project || !hook) {
    // A deployment updates one function after another: the webhook may know a project before the trigger does.
    const missing = project ? `webhook "${job.hook}"` : `project "${job.project}"`;
    const why = `The projects file has no ${missing}.`;
    if (mayBeDeploying(receives)) return { kind: 'later', why };
    await endWaiting(job, ports);
    return { kind: 'refused', why };
  }
  const refused = refuseJob(job, project, hook, configuration);
  if (refused !== undefined) {
    await endWaiting(job, ports);
    return { kind: 'refused', why: refused };
  }
  const target = makeTarget({ ...job, fork: job.fork ?? false }, project, hook);
  const tellAt = async (at: Target | undefined, state: Unbuilt, text: string): Promise<void> => {
    const status = at && statusWithoutBuild(at, state, text);
    if (status) await ports.tell(status);
  };
  if (now() - job.receivedAt > OLDEST_JOB) {
    await tellAt(target, 'refused', 'not built: the delivery is too old');
    return {
      kind: 'refused',
      why: 'The delivery is older than the ledger can remember. Push again, or start a build.',
    };
  }

  const { ledgerKey } = job;
  const wanted = { ledgerKey, owner: ports.newOwner(), memory: MEMORY, ...(target && { target }) };
  const claimed = await takeEntry(wanted, ledger, now);
  if (claimed.kind === 'done') {
    const { state, buildId } = claimed.entry;
    return { kind: 'done before', state, ...(buildId !== undefined && { buildId }) };
  }
  if (claimed.kind !== 'claim') return { kind: 'later', why: 'Another attempt is starting it.' };
  const tell = (state: Unbuilt, text: string): Promise<void> => tellAt(claimed.entry.target, state, text);

  const known = await ledger.readStarted(job.project, job.ref);
  if (known && cameLate(job, known, now(), project.concurrency?.cancelInProgress)) {
    // Done first: later attempts do nothing once the entry is SUPERSEDED.
    await tell('superseded', supersededBy(known.pushes.at(-1)?.commit));
    await ledger.write({ ...claimed.entry, state: 'SUPERSEDED' }, claimed.entry);
    return { kind: 'superseded', by: known.buildId };
  }

  // Given up here rather than by the queue, so that the jobs behind it in its group are tried as well.
  const isLast = receives >= LAST_RECEIVE;
  const start: ClaimedStart = {
    start: (token, report) => builds.start(startRequest(job, project, token, report)),
    report: codeBuildReport(project, hook),
    find: () => findMarked(job.project, ledgerKey, builds),
    async started(build: ObservedBuild) {
      await ports.keep(build, job);
      await remember(job, build.id, known, ports);
      return {};
    },
    failed: (error, permanent) =>
      permanent
        ? tell('refused', `CodeBuild refused the build: ${error}`)
        : isLast
          ? tell('refused', `not built: CodeBuild has not accepted it for too long (${error})`)
          : tell('waiting', waitingFor(error)),
    isPermanent: isPermanentAfter(receives),
  };
  const outcome = await startClaimed(claimed, start, ledger, now);
  if (outcome.kind === 'started') return outcome;
  const why = `${outcome.error}: ${outcome.message}`;
  return outcome.permanent || isLast ? { kind: 'refused', why } : { kind: 'later', why };
}

/** Jobs of the same ref can start at the same time if one was redriven; each must be remembered. */
async function remember(
  job: Job,
  buildId: string,
  known: StartedRef | undefined,
  { ledger, now }: StartPorts,
): Promise<void> {
  for (;;) {
    const started = afterStart(known, job, buildId, now());
    if (await ledger.writeStarted(job.project, job.ref, started, known)) return;
    known = await ledger.readStarted(job.project, job.ref);
  }
}
