/**
 * What the functions need of the world, in our words; the adapters are its AWS side. Builds, the ledger and the API have
 * ports of their own, beside what they are made of.
 */

export interface Secrets {
  /** The hook's secrets that count now, newest first; none for a hook without. `fresh` asks past the cache. */
  ofHook(hook: string, options?: { readonly fresh?: boolean }): Promise<readonly string[]>;
}

interface Message {
  readonly body: string;
  readonly groupId: string;
  readonly deduplicationId: string;
}

export interface Queue {
  send(message: Message): Promise<void>;
}

/** A received message may be looked at again later than its queue's visibility timeout says. */
export interface ReceivedMessages {
  hideFor(receiptHandle: string, seconds: number): Promise<void>;
}
