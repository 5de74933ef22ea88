import type { Misread } from './misread.ts';

/**
 * Reads one value of a payload. Deliveries are read by such functions instead of schemas, which would take longer to
 * validate a push than it takes to parse it.
 */
export type Reader<T> = (value: unknown) => T | Misread;

/** The type that a reader returns for a valid value. */
export type Read<R extends Reader<unknown>> = Exclude<ReturnType<R>, Misread>;
