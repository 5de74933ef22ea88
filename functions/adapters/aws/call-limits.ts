import type { CallLimits } from './aws-call.ts';

/** Of calls for which nobody waits at a browser or a Git host. */
export const CALL_LIMITS: CallLimits = { deadlineMilliseconds: 8000, attempts: 4 };
