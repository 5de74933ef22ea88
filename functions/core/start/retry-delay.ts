/**
 * How long a message that must wait stays hidden. The time doubles up to five minutes, since a limit can last for
 * hours.
 * @param receives how often the message was received, from 1
 */
export const hideSeconds = (receives: number): number => Math.min(300, 2 ** Math.min(receives, 9));

/** The receive after which the queue gives a message up (infra/resources/queues.yml). */
export const LAST_RECEIVE = 100;
