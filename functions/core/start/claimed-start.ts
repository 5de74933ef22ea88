import { claim, idempotencyToken, type Claim, type LedgerEntry, type Wanted } from './ledger.ts';
import { BUILD_VARIABLES } from '../builds/build-variables.ts';
import type { CodeBuildReport } from '../builds/codebuild-report.ts';
import type { ObservedBuild } from '../builds/observed-build.ts';
import type { Builds } from '../builds/build-ports.ts';
import type { Ledger } from './start-ports.ts';

/**
 * Claims an entry in competition with others. If the response to my own write was lost, the entry still counts as mine.
 */
export async function takeEntry(wanted: Wanted, ledger: Ledger, now: () => number): Promise<Claim> {
  for (;;) {
    const known = await ledger.read(wanted.ledgerKey);
    const next = claim(wanted, known, now());
    if (next.kind !== 'claim' || (await ledger.write(next.entry, known))) return next;
  }
}

export interface ClaimedStart {
  readonly start: (idempotencyToken: string, report: CodeBuildReport | undefined) => Promise<ObservedBuild>;
  readonly report: CodeBuildReport | undefined;
  /** Finds the build that an earlier attempt started before it failed, if any. */
  readonly find: () => Promise<ObservedBuild | undefined>;
  /** Stores what must be kept of the start before the entry becomes STARTED: later attempts do nothing more. */
  readonly started: (build: ObservedBuild) => Promise<Pick<LedgerEntry, 'response'>>;
  /** Tells of an error, by its name, before the ledger shows what became of the start. */
  readonly failed?: (errorName: string, permanent: boolean) => Promise<void>;
  /** Whether an error of this name makes the start fail for good. */
  readonly isPermanent: (errorName: string) => boolean;
}

export type Started =
  | {
      readonly kind: 'started';
      readonly build: ObservedBuild;
      /** CodeBuild's error, if it refused to start the build with the report and started it without. */
      readonly reportRefused?: Error;
    }
  | {
      readonly kind: 'failed';
      /** CodeBuild's name of the error. */
      readonly error: string;
      readonly message: string;
      /** False: the same start can be tried again and may succeed. */
      readonly permanent: boolean;
    };

/** Starts a claimed job and writes the outcome to the ledger. */
export async function startClaimed(
  claimed: Extract<Claim, { kind: 'claim' }>,
  { start, report, find, started, failed, isPermanent }: ClaimedStart,
  ledger: Ledger,
  now: () => number,
): Promise<Started> {
  let { entry } = claimed;
  let reportRefused: Error | undefined;
  const attempt = () => start(idempotencyToken(entry), entry.withoutReport ? undefined : report);
  let build: ObservedBuild;
  try {
    build = (claimed.searchFirst ? await find() : undefined) ?? (await startWithOrWithoutReport());
  } catch (thrown) {
    const { name, message } = asError(thrown);
    const permanent = isPermanent(name);
    await failed?.(name, permanent);
    // Releases the lease but keeps the token: the build may have started nevertheless.
    await ledger.write(permanent ? { ...entry, state: 'FAILED' } : { ...entry, leaseUntil: now() }, entry);
    return { kind: 'failed', error: name, message, permanent };
  }
  await ledger.write({ ...entry, ...(await started(build)), state: 'STARTED', buildId: build.id }, entry);
  return { kind: 'started', build, ...(reportRefused && { reportRefused }) };

  /**
   * A status matters less than the build: if CodeBuild refuses the request, another one without the report is sent,
   * with a new token.
   */
  async function startWithOrWithoutReport(): Promise<ObservedBuild> {
    try {
      return await attempt();
    } catch (thrown) {
      const error = asError(thrown);
      if (!report || entry.withoutReport || error.name !== 'InvalidInputException') throw error;
      const next: LedgerEntry = {
        ...entry,
        generation: entry.generation + 1,
        tokenSince: now(),
        withoutReport: true,
      };
      if (!(await ledger.write(next, entry))) {
        throw new Error('Another attempt has taken over the start.', { cause: thrown });
      }
      entry = next;
      const build = await attempt();
      reportRefused = error;
      return build;
    }
  }
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/**
 * The build with a marker. Each of Pushlight's builds carries its ledger key as a marker.
 * @param above only builds with a higher number: a retry carries the marker of the build that it repeats
 */
export async function findMarked(
  project: string,
  marker: string,
  builds: Pick<Builds, 'get' | 'newestIds'>,
  above = 0,
): Promise<ObservedBuild | undefined> {
  const { found } = await builds.get(await builds.newestIds(project));
  return found.find(
    ({ number, environmentVariables }) => number > above && environmentVariables[BUILD_VARIABLES.marker] === marker,
  );
}
