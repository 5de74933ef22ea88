import type { Caller } from '../access/caller.ts';
import type { ApiResponse } from './api-response.ts';
import { OPERATIONS, type OperationId } from './operations.ts';
import type { ApiRequest } from './read-call.ts';

/**
 * The log line for a call that starts, stops or retries a build: who did what, from where, and with what result.
 * Undefined for a call that only reads. It contains no token and no variable's value.
 */
export function auditLine(
  id: OperationId,
  { id: requestId, pathParameters, sourceIp }: ApiRequest & { readonly sourceIp: string },
  { id: callerId, name }: Caller,
  response: ApiResponse,
): Readonly<Record<string, string>> | undefined {
  const { action } = OPERATIONS[id];
  if (action === 'read') return undefined;
  // A path may be long and contain anything.
  const what = Object.entries(pathParameters).map(([parameter, value]) => [parameter, value.slice(0, 300)] as const);
  const location = response.headers?.['location'];
  return {
    caller: callerId,
    name,
    action,
    ...Object.fromEntries(what),
    sourceIp,
    requestId,
    outcome: 'problem' in response ? response.problem.type.replace(/^.*#/, '') : 'done',
    ...(location !== undefined && { build: location.replace('/builds/', '') }),
  };
}
