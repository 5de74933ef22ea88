import type { Hook } from '../configuration.ts';
import type { Parsed } from '../repository-event.ts';
import type { Verification } from '../vocabulary.ts';

/** A delivery as it came: nothing in it is to be believed before `verify` has said so. */
export interface Delivery {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a delivery must show. */
export interface Proof {
  readonly secrets: readonly string[];
  /** The hook's own: what else a delivery shows does not count. */
  readonly verification: Verification;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What one provider's deliveries need: one small file each. */
export interface ProviderProtocol {
  /** The host's own id of the delivery, the same when it is sent again: for people and logs, since few hosts sign it. */
  deliveryId(delivery: Delivery): string | undefined;
  /**
   * Whether one of the secrets vouches for these bytes; says which by its index. Every secret is always tried, each by
   * one HMAC over the body, whatever the headers are: what a refusal costs tells nothing of the hook.
   */
  verify(delivery: Delivery, proof: Proof): Verified | undefined;
  /** The names, as deliveries have them, of the events that can start builds. */
  buildingEvents(): readonly string[];
  /** Whether the host is known to send an event of that name, of whatever kind. */
  sends(event: string): boolean;
  /** Only for verified deliveries. Never throws, whatever the body holds. */
  parse(delivery: Delivery, hook: Hook): Parsed;
}

export interface Verified {
  /** Index of the secret. */
  readonly secret: number;
}

/** Of whether each secret vouches, all of them tried. */
export function firstMatch(matches: readonly boolean[]): Verified | undefined {
  const secret = matches.indexOf(true);
  return secret === -1 ? undefined : { secret };
}
