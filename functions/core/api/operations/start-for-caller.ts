import type { Caller } from '../../access/caller.ts';
import { RANK } from '../../builds/build-record.ts';
import { startClaimed, takeEntry, type ClaimedStart, type Started } from '../../start/claimed-start.ts';
import { digest } from '../../digest.ts';
import { MEMORY, type LedgerEntry } from '../../start/ledger.ts';
import type { Target } from '../../statuses/target.ts';
import type { ObservedBuild } from '../../builds/observed-build.ts';
import { toRecord } from '../../builds/to-record.ts';
import type { Ledger } from '../../start/start-ports.ts';
import { recordBuild } from '../../builds/record-build.ts';
import { isPermanent } from '../../builds/start-failure.ts';
import { refuse, UNAVAILABLE, type ApiResponse } from '../api-response.ts';
import type { ApiPorts } from '../api-ports.ts';
import type { Call } from '../call.ts';
import { describeBuild } from './describe-build.ts';

/** How long an Idempotency-Key is valid, in milliseconds. */
const KEY_COUNTS = 24 * 3600_000;

interface CallersStart extends Pick<ClaimedStart, 'start' | 'report' | 'find'> {
  /** The parts of a start that must be equal when its key is used again. */
  readonly what: readonly string[];
  /** Where its statuses are sent; absent if Pushlight reports none, or if an earlier entry contains it. */
  readonly target?: Target | undefined;
}

/**
 * Starts a build at most once for a caller's Idempotency-Key, and repeats the first response for a repeated request. A
 * request without a key is always new.
 * @param begin starts the build, marked with the ledger key that it receives
 */
export async function startForCaller(
  call: Call<'startBuild'> | Call<'retryBuild'>,
  begin: (ledgerKey: string) => CallersStart,
  ports: ApiPorts,
): Promise<ApiResponse> {
  const { ledger, now } = ports;
  const record = (build: ObservedBuild) => toRecord(build, RANK.ended, ports.configuration.projects.get(build.project));
  const key = call.headers['Idempotency-Key'];
  const ledgerKey = key === undefined ? digest('request', call.requestId) : digest('key', call.caller.id, key);
  const { what, target, start, report, find } = begin(ledgerKey);
  const wanted = {
    ledgerKey,
    owner: ports.newOwner(),
    request: digest(call.operation, ...what),
    memory: MEMORY,
    counts: KEY_COUNTS,
    ...(target && { target }),
  };
  const claimed = await takeEntry(wanted, ledger, now);
  switch (claimed.kind) {
    case 'other':
      return refuse('key-reused', 'This Idempotency-Key was used for a different request. Use a new key.');
    case 'held':
      return refuse(
        'start-in-progress',
        'An earlier request with this Idempotency-Key is still in progress. Please repeat the request.',
        {
          'retry-after': '2',
        },
      );
    case 'done':
      return respondAgain(claimed.entry);
    case 'claim':
  }
  if (!(await mayStart(call.caller, ledgerKey, ledger, now()))) {
    await ledger.write({ ...claimed.entry, state: 'FAILED' }, claimed.entry);
    return refuse(
      'token-used',
      'Each token can start only one build, and this token has already started one. Get a new token from its issuer.',
    );
  }
  const outcome = await startClaimed(
    claimed,
    {
      start,
      report,
      find,
      started: async (build) => ({ response: JSON.stringify(describeBuild(record(build))) }),
      isPermanent,
    },
    ledger,
    now,
  );
  if (outcome.kind === 'failed') return refuseFailed(outcome, ports);
  if (outcome.reportRefused) ports.onError('report-refused', outcome.reportRefused);
  const started = record(outcome.build);
  try {
    await recordBuild(started, ports);
  } catch (error) {
    // The build is running; its events and reconciling will write the rows.
    ports.onError('rows-not-written', error);
  }
  return created(started.buildId, describeBuild(started));
}

const created = (buildId: string, json: object | string): ApiResponse => ({
  status: 201,
  json,
  headers: { location: `/builds/${buildId}` },
});

function respondAgain({ ledgerKey, buildId, response }: LedgerEntry): ApiResponse {
  if (buildId === undefined || response === undefined)
    throw new Error(`The ledger's entry ${ledgerKey} has no response.`);
  return created(buildId, response);
}

/** Whether the caller's token can start a build. An OpenID Connect token can start a build for a single ledger key. */
async function mayStart({ singleUse }: Caller, ledgerKey: string, ledger: Ledger, now: number): Promise<boolean> {
  if (!singleUse) return true;
  const use: LedgerEntry = {
    ledgerKey: digest('single use', singleUse.id),
    state: 'STARTED',
    owner: ledgerKey,
    leaseUntil: now,
    generation: 1,
    tokenSince: now,
    expiresAt: singleUse.until,
  };
  if (await ledger.write(use, undefined)) return true;
  return (await ledger.read(use.ledgerKey))?.owner === ledgerKey;
}

function refuseFailed(failed: Extract<Started, { kind: 'failed' }>, { onError }: ApiPorts): ApiResponse {
  onError('build-not-started', new Error(`${failed.error}: ${failed.message}`));
  if (failed.error === 'ResourceNotFoundException') {
    return refuse(
      'project-not-in-codebuild',
      'The project is in the projects file, but does not exist in CodeBuild. Deploy the projects file again.',
    );
  }
  if (failed.permanent) {
    return refuse(
      'refused-by-codebuild',
      "CodeBuild refused to start the build. See the function's log for the reason.",
    );
  }
  if (failed.error === 'AccountLimitExceededException') {
    return refuse(
      'codebuild-is-busy',
      'The account has reached its limit of concurrent builds. Please repeat the request later.',
      {
        'retry-after': '60',
      },
    );
  }
  return UNAVAILABLE;
}
