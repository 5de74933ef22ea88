import type { RESERVED_PREFIXES } from '../access/variable-name.ts';

/**
 * The environment variables that Pushlight sets for the builds that it starts. Nobody else can set a variable with a
 * reserved prefix.
 */
export const BUILD_VARIABLES = {
  /** The full ref that the build belongs to. */
  ref: 'PUSHLIGHT_REF',
  /** The ledger key, which identifies Pushlight's builds. */
  marker: 'PUSHLIGHT_DELIVERY',
  eventType: 'WEBHOOK_EVENT',
  headRef: 'WEBHOOK_HEAD_REF',
  baseRef: 'WEBHOOK_BASE_REF',
  /** `branch/x`, `tag/x` or `pr/7` */
  trigger: 'WEBHOOK_TRIGGER',
  /** The clone URL. */
  repository: 'WEBHOOK_REPOSITORY',
  commit: 'WEBHOOK_COMMIT',
  previousCommit: 'WEBHOOK_PREV_COMMIT',
  actorId: 'WEBHOOK_ACTOR_ACCOUNT_ID',
} as const satisfies Readonly<Record<string, `${(typeof RESERVED_PREFIXES)[number]}${string}`>>;
