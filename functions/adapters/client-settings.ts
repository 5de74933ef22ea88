/** For the SDK's clients, which wait for ever otherwise: without `throwOnRequestTimeout` a timeout is only logged. */
export const clientSettings = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 2000, requestTimeout: 8000, throwOnRequestTimeout: true },
} as const;
