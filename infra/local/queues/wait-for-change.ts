import type { EventEmitter } from 'node:events';

/** The longest time that a timer of Node can wait. */
const LONGEST_MS = 2 ** 31 - 1;

/** Resolves at the next change, after the time, or when the signal aborts, whichever happens first. */
export function waitForChange(events: EventEmitter, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      events.off('change', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.min(milliseconds, LONGEST_MS));
    events.once('change', done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
