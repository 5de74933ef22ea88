import type { Hook } from '../configuration.ts';
import type { Parsed } from '../repository-event.ts';
import type { Verification } from '../vocabulary.ts';

/** A delivery as it arrived. Nothing in it can be trusted until `verify` has succeeded. */
export interface Delivery {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What is needed to verify a delivery. */
export interface Proof {
  readonly secrets: readonly string[];
  /** The hook's own; any other scheme in the delivery is ignored. */
  readonly verification: Verification;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** How to handle one provider's deliveries; each provider has a small file. */
export interface ProviderProtocol {
  /**
   * The host's own id of the delivery, the same when it is redelivered. For people and logs, since few hosts sign it.
   */
  deliveryId(delivery: Delivery): string | undefined;
  /**
   * Finds the secret that the delivery was signed with, and returns its index. Every secret is always tried, each with
   * one HMAC over the body, whatever the headers contain, so that the time of a refusal reveals nothing about the hook.
   */
  verify(delivery: Delivery, proof: Proof): Verified | undefined;
  /** The names, as in deliveries, of the events that can start builds. */
  buildingEvents(): readonly string[];
  /** Whether the host is known to send events with that name. */
  sends(event: string): boolean;
  /** Call this only for verified deliveries. It never throws, whatever the body contains. */
  parse(delivery: Delivery, hook: Hook): Parsed;
}

export interface Verified {
  /** The index of the secret. */
  readonly secret: number;
}

/** The first secret that matches, after all of them were tried. */
export function firstMatch(matches: readonly boolean[]): Verified | undefined {
  const secret = matches.indexOf(true);
  return secret === -1 ? undefined : { secret };
}
