/** Work of which only so much is done at once; the rest waits, and what is urgent goes first. */
export interface Turns {
  /** Resolves with the work's own result, once it has had its turn. */
  take<T>(urgent: boolean, work: () => Promise<T>): Promise<T>;
}

export function createTurns(atOnce: number): Turns {
  const urgentWaiting: (() => void)[] = [];
  const waiting: (() => void)[] = [];
  let running = 0;

  return {
    async take(urgent, work) {
      // Whoever ends hands its place over.
      if (running < atOnce) running += 1;
      else await new Promise<void>((resolve) => (urgent ? urgentWaiting : waiting).push(resolve));
      try {
        return await work();
      } finally {
        const next = urgentWaiting.shift() ?? waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}
