import type { Misread } from './misread.ts';

/**
 * Reads one value of a payload. Deliveries are read by such functions and not by schemas, which take longer to check
 * a push than it takes to parse it.
 */
export type Reader<T> = (value: unknown) => T | Misread;

/** What a reader makes of a value that is as it should be. */
export type Read<R extends Reader<unknown>> = Exclude<ReturnType<R>, Misread>;
