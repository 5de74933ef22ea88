import { EventEmitter } from 'node:events';
import * as v from 'valibot';
import { openJournal, readJournal } from './journal.ts';
import type { Message } from './message.ts';

/** A message that was sent recently: until this time, the same deduplication id sends nothing. */
interface Deduplication {
  readonly id: string;
  readonly messageId: string;
  readonly sequenceNumber: string;
  readonly until: number;
}

/** A change of a queue. If a message with the same id exists, `put` replaces it in place. */
export type Change =
  | { readonly queue: string; readonly put: Message }
  | { readonly queue: string; readonly remove: string }
  | { readonly queue: string; readonly remember: Deduplication };

export interface QueueState {
  /** By id, in delivery order. */
  readonly messages: ReadonlyMap<string, Message>;
  /** By deduplication id. */
  readonly deduplications: ReadonlyMap<string, Deduplication>;
  /** The highest sequence number of the queue's messages; 0 before the first. */
  readonly lastSequenceNumber: bigint;
  /** Emits "change" after each change. */
  readonly events: EventEmitter;
}

export interface QueueStore {
  queue(name: string): QueueState;
  /** Applies all changes or none; they are on disk when it returns. */
  commit(changes: readonly Change[]): void;
  close(): void;
}

/**
 * The queues' messages, stored in a journal. After a restart nothing is in flight: whoever was processing a message has
 * ended with the process, so it can be received immediately.
 */
export function openQueueStore(file: string, now: number): QueueStore {
  const queues = new Map<string, ReturnType<typeof emptyQueue>>();

  const queue = (name: string): ReturnType<typeof emptyQueue> => {
    const known = queues.get(name);
    if (known) return known;
    const made = emptyQueue();
    queues.set(name, made);
    return made;
  };

  function apply(changes: readonly Change[]): void {
    for (const change of changes) {
      const state = queue(change.queue);
      if ('put' in change) state.messages.set(change.put.id, change.put);
      else if ('remove' in change) state.messages.delete(change.remove);
      else {
        state.deduplications.set(change.remember.id, change.remember);
        state.lastSequenceNumber = BigInt(change.remember.sequenceNumber);
      }
    }
  }

  for (const changes of readJournal(file, parseChanges)) apply(changes);
  const journal = openJournal<readonly Change[]>(file);
  const restored = [...queues].flatMap(([name, state]) => restore(name, state, now));
  journal.rewrite([restored]);
  apply(restored);

  return {
    queue,
    commit(changes) {
      if (changes.length === 0) return;
      journal.append(changes);
      apply(changes);
      for (const name of new Set(changes.map((change) => change.queue))) queue(name).events.emit('change');
    },
    close: () => journal.close(),
  };
}

const Changes = v.array(
  v.union([
    v.looseObject({ queue: v.string(), put: v.looseObject({ id: v.string() }) }),
    v.looseObject({ queue: v.string(), remove: v.string() }),
    v.looseObject({
      queue: v.string(),
      remember: v.looseObject({ id: v.string(), sequenceNumber: v.pipe(v.string(), v.digits()), until: v.number() }),
    }),
  ]),
);

/** Only distinguishes our entries from damaged ones; a message's content is as it was sent. */
const parseChanges = (entry: unknown): readonly Change[] => v.parse(Changes, entry) as unknown as readonly Change[];

const emptyQueue = () => ({
  messages: new Map<string, Message>(),
  deduplications: new Map<string, Deduplication>(),
  lastSequenceNumber: 0n,
  // Each long poll adds a listener.
  events: new EventEmitter().setMaxListeners(0),
});

/** The current state of a queue, as changes to an empty one. */
const restore = (queue: string, { messages, deduplications }: QueueState, now: number): Change[] => [
  ...[...deduplications.values()].filter(({ until }) => until > now).map((remember) => ({ queue, remember })),
  ...[...messages.values()].map((message) => ({
    queue,
    put: message.receiptHandle === undefined ? message : { ...message, visibleAt: now },
  })),
];
