/** How many requests a caller can send at once, and in how many seconds the bucket fills again. */
export const QUOTA = 100;
export const WINDOW_SECONDS = 60;

export interface Bucket {
  readonly tokens: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Taken {
  readonly bucket: Bucket;
  readonly allowed: boolean;
}

/** Takes a token from a bucket that fills at a constant rate. Undefined means an unused bucket, which is full. */
export function takeToken(bucket: Bucket | undefined, now: number): Taken {
  const passed = bucket ? Math.max(0, now - bucket.at) : Infinity;
  const tokens = Math.min(QUOTA, (bucket?.tokens ?? 0) + (passed * QUOTA) / (WINDOW_SECONDS * 1000));
  const allowed = tokens >= 1;
  return { bucket: { tokens: allowed ? tokens - 1 : tokens, at: now }, allowed };
}

/** The whole seconds until there is one more token. */
export const secondsUntilNext = ({ tokens }: Bucket): number =>
  Math.ceil(((1 - (tokens % 1)) * WINDOW_SECONDS) / QUOTA);
