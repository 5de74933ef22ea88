import type { Configuration } from './configuration.ts';
import type { Job } from './job.ts';
import { cameLate, claim, idempotencyToken, OLDEST_JOB, type LedgerEntry } from './ledger.ts';
import type { ObservedBuild } from './observed-build.ts';
import type { Builds, Ledger } from './ports.ts';
import { isPermanent } from './start-failure.ts';
import { startRequest } from './start-request.ts';

/** What became of a job. */
export type Outcome =
  | { readonly kind: 'started'; readonly build: ObservedBuild }
  /** By an earlier attempt or an earlier delivery of the same event, or superseded by a newer push. */
  | { readonly kind: 'done before'; readonly state: LedgerEntry['state']; readonly buildId?: string }
  | { readonly kind: 'superseded'; readonly by: string }
  /** To be tried again. */
  | { readonly kind: 'later'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string };

export interface StartPorts {
  readonly configuration: Configuration;
  readonly ledger: Ledger;
  readonly builds: Builds;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A new random name for an attempt. */
  readonly newOwner: () => string;
}

/** Starts a job's build unless the ledger knows that it was started: at most once, whatever fails in between. */
export async function startOnce(job: Job, ports: StartPorts): Promise<Outcome> {
  const { configuration, ledger, now } = ports;
  const project = configuration.projects.get(job.project);
  if (!project) return { kind: 'refused', why: `The projects file has no project "${job.project}".` };
  if (now() - job.receivedAt > OLDEST_JOB) {
    return { kind: 'refused', why: 'The delivery is older than the ledger remembers: push again or start a build.' };
  }

  const owner = ports.newOwner();
  const claimed = await takeEntry(job, owner, ports);
  if (claimed.kind === 'done') {
    const { state, buildId } = claimed.entry;
    return { kind: 'done before', state, ...(buildId !== undefined && { buildId }) };
  }
  if (claimed.kind === 'held') return { kind: 'later', why: 'Another attempt is starting it.' };
  const { entry, searchFirst } = claimed;

  const last = await ledger.lastStarted(job.project, job.ref);
  if (cameLate(job, last, project.concurrency?.cancelInProgress)) {
    await ledger.write({ ...entry, state: 'SUPERSEDED' }, entry);
    return { kind: 'superseded', by: last!.buildId };
  }

  let build: ObservedBuild;
  try {
    const found = searchFirst ? await findStarted(job, ports.builds) : undefined;
    build = found ?? (await ports.builds.start(startRequest(job, project, idempotencyToken(entry))));
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    if (isPermanent(name)) {
      await ledger.write({ ...entry, state: 'FAILED' }, entry);
      return { kind: 'refused', why: `${name}: ${message}` };
    }
    // The lease is given back, not the token: the build may have been started all the same.
    await ledger.write({ ...entry, leaseUntil: now() }, entry);
    return { kind: 'later', why: `${name}: ${message}` };
  }
  // Before the entry says STARTED: an attempt that comes after it does nothing more.
  await ledger.rememberStarted(job.project, job.ref, {
    ...(job.commit !== undefined && { commit: job.commit }),
    ...(job.previousCommit !== undefined && { previousCommit: job.previousCommit }),
    receivedAt: job.receivedAt,
    buildId: build.id,
  });
  await ledger.write({ ...entry, state: 'STARTED', buildId: build.id }, entry);
  return { kind: 'started', build };
}

/** Claims against others who want the same entry. My own write whose answer was lost counts as mine. */
async function takeEntry(job: Job, owner: string, { ledger, now }: StartPorts) {
  for (;;) {
    const known = await ledger.read(job.ledgerKey);
    const next = claim(job.ledgerKey, known, owner, now());
    if (next.kind !== 'claim' || (await ledger.write(next.entry, known))) return next;
  }
}

/** The build that an attempt which died started, by the marker that every build of ours carries. */
async function findStarted(job: Job, builds: Builds): Promise<ObservedBuild | undefined> {
  const { found } = await builds.get(await builds.newestIds(job.project));
  return found.find(({ environmentVariables }) => environmentVariables['PUSHLIGHT_DELIVERY'] === job.ledgerKey);
}
