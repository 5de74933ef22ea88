import type { AwsAction, MethodOf } from '../../functions/adapters/aws/method-actions.ts';
import { PARAMETERS_ACTIONS } from '../../functions/adapters/aws/parameters-under.ts';
import { CREDENTIALS_ACTIONS } from '../../functions/adapters/git-hosts/host-credentials.ts';
import { BADGE_ROW_ACTIONS, BADGE_ROWS_ACTIONS } from '../../functions/adapters/badge-rows.ts';
import { BUILD_LOGS_ACTIONS } from '../../functions/adapters/build-logs.ts';
import { BUILDS_TABLE_ACTIONS } from '../../functions/adapters/builds-table.ts';
import { ACCOUNT_ACTIONS, CODEBUILD_ACTIONS } from '../../functions/adapters/codebuild-actions.ts';
import { DELAY_QUEUE_ACTIONS } from '../../functions/adapters/excerpts/delay-queue.ts';
import { EXCERPT_ROWS_ACTIONS } from '../../functions/adapters/excerpts/excerpt-rows.ts';
import { LEDGER_ACTIONS } from '../../functions/adapters/ledger-table.ts';
import { LOG_ENDS_ACTIONS } from '../../functions/adapters/excerpts/log-ends.ts';
import { SECRETS_ACTIONS } from '../../functions/adapters/parameter-secrets.ts';
import { QUEUE_ACTIONS } from '../../functions/adapters/queue.ts';
import { SENT_STATUSES_ACTIONS } from '../../functions/adapters/sent-statuses-table.ts';
import { WAITS_ACTIONS } from '../../functions/adapters/waits-table.ts';
import type { Ports as BadgePorts } from '../../functions/badge.ts';
import type { Ports as BuildsPorts } from '../../functions/builds.ts';
import type { Ports as ExcerptPorts } from '../../functions/excerpt.ts';
import type { Ports as PagesPorts } from '../../functions/pages.ts';
import type { Ports as ReconcilePorts } from '../../functions/reconcile.ts';
import type { Ports as ReportPorts } from '../../functions/report.ts';
import type { Ports as StatusPorts } from '../../functions/status.ts';
import type { Ports as TriggerPorts } from '../../functions/trigger.ts';
import type { Ports as WebhookPorts } from '../../functions/webhook.ts';

/** The target of a role's actions; a path is one in Parameter Store. */
export type AccessedPlace =
  | 'DeliveriesQueue'
  | 'DeadLetterQueue'
  | 'UndeliveredEventsQueue'
  | 'CommitStatusesQueue'
  | 'UnsentCommitStatusesQueue'
  | 'CommitStatusesTable'
  | 'ExcerptsQueue'
  | 'DeliveriesTable'
  | 'BuildsTable'
  | 'BuildsTable, and its index unfinished'
  | 'BuildsTable, and its index builds-by-ref'
  | 'BuildsTable, and its indexes'
  | 'the account'
  | 'the projects'
  | "the projects' logs"
  | { readonly path: 'webhooks' | 'tokens' | 'credentials' };

/** What a function does through one of its ports: these methods of an adapter, on this target. */
interface Use<Method extends PropertyKey> {
  readonly by: Readonly<Record<Method, AwsAction>>;
  readonly methods: Readonly<Record<Method, true>>;
  readonly on: AccessedPlace;
}

/** Ports that call no AWS service. */
type OwnPort =
  | 'configuration'
  | 'projects'
  | 'settled'
  | 'region'
  | 'now'
  | 'newOwner'
  | 'sleep'
  | 'onError'
  | 'ownOrigin'
  | 'pagesUrl'
  | 'drawnSince'
  | 'hosts'
  | 'tell'
  | 'pauses';

interface Access<Ports> {
  /** Every port that calls AWS, with all of its methods: a missing or superfluous one does not compile. */
  readonly ports: { readonly [Port in Exclude<keyof Ports, OwnPort>]: Use<MethodOf<Ports[Port]>> };
  /** The calls that Lambda itself makes with the function's role. */
  readonly lambda?: readonly Allowed[];
}

/** By name. */
type FunctionAccess = Readonly<{
  webhook: Access<WebhookPorts>;
  trigger: Access<TriggerPorts>;
  status: Access<StatusPorts>;
  reconcile: Access<ReconcilePorts>;
  report: Access<ReportPorts>;
  excerpt: Access<ExcerptPorts>;
  badge: Access<BadgePorts>;
  builds: Access<BuildsPorts>;
  pages: Access<PagesPorts>;
}>;

const CALL = { call: true } as const;
const ROWS = {
  readBuild: true,
  advanceBuild: true,
  writeBuild: true,
  readNewest: true,
  advanceNewest: true,
  writeNewest: true,
} as const;
const LEDGER = {
  by: LEDGER_ACTIONS,
  methods: { read: true, write: true, readStarted: true, writeStarted: true },
  on: 'DeliveriesTable',
} as const;

const TELL = {
  ledger: { by: LEDGER_ACTIONS, methods: { read: true, write: true }, on: 'DeliveriesTable' },
  commitStatuses: { by: QUEUE_ACTIONS, methods: { send: true }, on: 'CommitStatusesQueue' },
} as const;
const EXCERPTS = { by: DELAY_QUEUE_ACTIONS, methods: { sendLater: true }, on: 'ExcerptsQueue' } as const;

/** What each function can do, derived from the calls of its adapters: its role allows this and nothing else. */
const FUNCTION_ACCESS: FunctionAccess = {
  // Reads its hooks' secrets and sends to the queue; cannot start anything.
  webhook: {
    ports: {
      secrets: { by: SECRETS_ACTIONS, methods: { ofHook: true }, on: { path: 'webhooks' } },
      queue: { by: QUEUE_ACTIONS, methods: { send: true }, on: 'DeliveriesQueue' },
      commitStatuses: TELL.commitStatuses,
    },
  },
  // Starts builds as they are configured.
  trigger: {
    lambda: [{ actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], on: 'DeliveriesQueue' }],
    ports: {
      received: { by: QUEUE_ACTIONS, methods: { hideFor: true }, on: 'DeliveriesQueue' },
      deadLetters: { by: QUEUE_ACTIONS, methods: { send: true }, on: 'DeadLetterQueue' },
      ledger: LEDGER,
      commitStatuses: TELL.commitStatuses,
      rows: { by: BUILDS_TABLE_ACTIONS, methods: ROWS, on: 'BuildsTable' },
      builds: {
        by: CODEBUILD_ACTIONS,
        methods: { start: true, stop: true, newestIds: true, get: true },
        on: 'the projects',
      },
    },
  },
  // Reads builds and writes their state.
  status: {
    ports: {
      rows: { by: BUILDS_TABLE_ACTIONS, methods: ROWS, on: 'BuildsTable' },
      builds: { by: CODEBUILD_ACTIONS, methods: { get: true }, on: 'the projects' },
      ...TELL,
      excerptsQueue: EXCERPTS,
    },
    // Receives events on which the function failed repeatedly.
    lambda: [{ actions: ['sqs:SendMessage'], on: 'UndeliveredEventsQueue' }],
  },
  // Reads builds and corrects their state.
  reconcile: {
    ports: {
      rows: {
        by: BUILDS_TABLE_ACTIONS,
        methods: {
          ...ROWS,
          list: true,
          unfinished: true,
          readBuilds: true,
          remove: true,
          oldRows: true,
          readCursor: true,
          writeCursor: true,
        },
        on: 'BuildsTable, and its index unfinished',
      },
      account: { by: ACCOUNT_ACTIONS, methods: { listedIds: true }, on: 'the account' },
      builds: { by: CODEBUILD_ACTIONS, methods: { newestIds: true, get: true }, on: 'the projects' },
      ...TELL,
      excerptsQueue: EXCERPTS,
    },
  },
  // Knows the hooks' credentials and calls their Git hosts; of AWS it reaches its own queue and table.
  report: {
    lambda: [
      { actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], on: 'CommitStatusesQueue' },
    ],
    ports: {
      credentials: { by: CREDENTIALS_ACTIONS, methods: { ofHook: true }, on: { path: 'credentials' } },
      sent: { by: SENT_STATUSES_ACTIONS, methods: { read: true, write: true, count: true }, on: 'CommitStatusesTable' },
      received: { by: QUEUE_ACTIONS, methods: { hideFor: true }, on: 'CommitStatusesQueue' },
      deadLetters: { by: QUEUE_ACTIONS, methods: { send: true }, on: 'UnsentCommitStatusesQueue' },
    },
  },
  // Reads logs, and writes what is shown of them; reads no secret, and no row.
  excerpt: {
    lambda: [{ actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], on: 'ExcerptsQueue' }],
    ports: {
      received: { by: QUEUE_ACTIONS, methods: { hideFor: true }, on: 'ExcerptsQueue' },
      logs: { by: LOG_ENDS_ACTIONS, methods: { readBack: true }, on: "the projects' logs" },
      excerpts: { by: EXCERPT_ROWS_ACTIONS, methods: { keep: true }, on: 'BuildsTable' },
    },
  },
  // Public: only reads rows of one table.
  badge: {
    ports: {
      readRow: { by: BADGE_ROW_ACTIONS, methods: CALL, on: 'BuildsTable' },
      readRows: { by: BADGE_ROWS_ACTIONS, methods: CALL, on: 'BuildsTable' },
    },
  },
  // Starts, stops, retries and reads builds as they are configured, for authenticated callers.
  builds: {
    ports: {
      authenticate: { by: PARAMETERS_ACTIONS, methods: CALL, on: { path: 'tokens' } },
      ledger: LEDGER,
      commitStatuses: TELL.commitStatuses,
      waits: { by: WAITS_ACTIONS, methods: { read: true, write: true }, on: 'DeliveriesTable' },
      rows: {
        by: BUILDS_TABLE_ACTIONS,
        methods: { ...ROWS, list: true },
        on: 'BuildsTable, and its index builds-by-ref',
      },
      builds: {
        by: CODEBUILD_ACTIONS,
        methods: { start: true, stop: true, retry: true, newestIds: true, get: true },
        on: 'the projects',
      },
      logs: { by: BUILD_LOGS_ACTIONS, methods: { read: true }, on: "the projects' logs" },
    },
  },
  // Public: reads rows of one table and nothing else.
  pages: {
    ports: {
      rows: {
        by: BUILDS_TABLE_ACTIONS,
        methods: { list: true, readExcerpted: true, readNewestOf: true, unfinished: true },
        on: 'BuildsTable, and its indexes',
      },
    },
  },
};

interface AnyUse {
  readonly by: Readonly<Record<string, AwsAction>>;
  readonly methods: Readonly<Record<string, true>>;
  readonly on: AccessedPlace;
}

interface AnyAccess {
  readonly ports: Readonly<Record<string, AnyUse>>;
  readonly lambda?: readonly Allowed[];
}

/** The actions allowed on a target. */
export interface Allowed {
  readonly on: AccessedPlace;
  readonly actions: readonly AwsAction[];
}

/** What each function can do, by name; each target appears once. */
export const accessByFunction = (): readonly (readonly [name: string, access: readonly Allowed[]])[] =>
  Object.entries<AnyAccess>(FUNCTION_ACCESS).map(([name, { ports, lambda = [] }]) => [
    name,
    byPlace([...lambda, ...Object.values(ports).map(actionsOf)]),
  ]);

const actionsOf = ({ by, methods, on }: AnyUse): Allowed => ({
  on,
  actions: Object.keys(methods).flatMap((method) => by[method] ?? []),
});

function byPlace(uses: readonly Allowed[]): readonly Allowed[] {
  const joined = new Map<string, Allowed>();
  for (const { on, actions } of uses) {
    const key = JSON.stringify(on);
    joined.set(key, { on, actions: [...new Set([...(joined.get(key)?.actions ?? []), ...actions])] });
  }
  return [...joined.values()];
}
