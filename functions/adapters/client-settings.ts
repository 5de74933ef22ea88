/**
 * Limits for the SDK's clients, which have no request timeout of their own. A webhook's sender waits for ten seconds:
 * two attempts of these fit well into that.
 */
export const clientSettings = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2000 },
} as const;

/** For functions that nobody waits for. */
export const patientClientSettings = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 2000, requestTimeout: 8000 },
} as const;
