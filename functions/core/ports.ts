/**
 * The services that the functions use, in our own terms; the adapters implement them with AWS. The ports of builds, the
 * ledger and the API are declared next to the code that uses them.
 */

export interface Secrets {
  /** The hook's current secrets, newest first; empty for an unknown hook. `fresh` bypasses the cache. */
  ofHook(hook: string, options?: { readonly fresh?: boolean }): Promise<readonly string[]>;
}

export interface Message {
  readonly body: string;
  readonly groupId: string;
  readonly deduplicationId: string;
}

export interface Queue {
  send(message: Message): Promise<void>;
}

/** A queue without an order: a message can wait before it arrives. */
export interface DelayQueue {
  sendLater(body: string, seconds: number): Promise<void>;
}

/** Can delay when a received message becomes visible again, instead of the queue's visibility timeout. */
export interface ReceivedMessages {
  hideFor(receiptHandle: string, seconds: number): Promise<void>;
}
