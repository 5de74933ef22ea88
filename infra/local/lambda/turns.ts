/** Limits how much work runs at the same time. The rest waits, and urgent work goes first. */
export interface Turns {
  /** Resolves with the result of the work, after its turn. */
  take<T>(urgent: boolean, work: () => Promise<T>): Promise<T>;
}

export function createTurns(atOnce: number): Turns {
  const urgentWaiting: (() => void)[] = [];
  const waiting: (() => void)[] = [];
  let running = 0;

  return {
    async take(urgent, work) {
      // Work that ends passes its place on.
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
