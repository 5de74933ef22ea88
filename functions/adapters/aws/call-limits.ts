import type { CallLimits } from './aws-call.ts';

/** For calls that no browser or Git host waits for. */
export const CALL_LIMITS: CallLimits = { deadlineMilliseconds: 8000, attempts: 4 };
