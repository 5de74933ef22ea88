/** For the SDK's clients, which have no request timeout of their own. */
export const clientSettings = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 2000, requestTimeout: 8000 },
} as const;
