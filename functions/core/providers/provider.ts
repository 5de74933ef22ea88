import type { Hook } from '../configuration.ts';
import type { Parsed } from '../repository-event.ts';

/** A delivery as it came: nothing in it is to be believed before `verify` has said so. */
export interface Delivery {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What one provider's deliveries need: one small file each. */
export interface ProviderProtocol {
  /** The host's own id of the delivery: not signed, for people and logs only. */
  deliveryId(delivery: Delivery): string | undefined;
  /** Whether one of the secrets signed these bytes; says which by its index. Takes the same time for every wrong one. */
  verify(delivery: Delivery, secrets: readonly string[]): Promise<{ secret: number } | undefined>;
  /** Only for verified deliveries. */
  parse(delivery: Delivery, hook: Hook): Parsed;
}
