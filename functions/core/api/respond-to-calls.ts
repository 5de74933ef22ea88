import type { Caller } from '../access/caller.ts';
import { refuse, UNAVAILABLE, type ApiResponse } from './api-response.ts';
import type { ApiPorts } from './api-ports.ts';
import type { Call } from './call.ts';
import { getBuild } from './operations/get-build.ts';
import { getLog } from './operations/get-log.ts';
import { listBuilds } from './operations/list-builds.ts';
import { listProjects } from './operations/list-projects.ts';
import { OPERATIONS, routeOf, type OperationId } from './operations.ts';
import { rateLimits } from './rate-limits.ts';
import { readCall, type ApiRequest } from './read-call.ts';
import { retryBuild } from './operations/retry-build.ts';
import { startBuild } from './operations/start-build.ts';
import { stopBuild } from './operations/stop-build.ts';

type Handlers = { readonly [Id in OperationId]: (call: Call<Id>, ports: ApiPorts) => Promise<ApiResponse> };

const OPERATION_OF_ROUTE: ReadonlyMap<string, OperationId> = new Map(
  (Object.keys(OPERATIONS) as OperationId[]).map((id) => [routeOf(OPERATIONS[id]), id]),
);

/** The operation of a route such as "GET /builds/{id}". */
export const operationOf = (route: string): OperationId | undefined => OPERATION_OF_ROUTE.get(route);

const HANDLERS: Handlers = { startBuild, listProjects, listBuilds, getBuild, getLog, stopBuild, retryBuild };

/** Handles callers' requests within their rate limits. */
export function respondToCalls(ports: ApiPorts) {
  const limit = rateLimits();

  return async (id: OperationId, request: ApiRequest, caller: Caller): Promise<ApiResponse> => {
    const { allowed, headers } = limit(caller.id, ports.now());
    const response = allowed
      ? await handle(id, request, caller).catch(failed)
      : refuse(
          'too-many-requests',
          'The token has reached its rate limit. Repeat the request after the number of seconds in Retry-After.',
        );
    return { ...response, headers: { ...headers, ...response.headers } };
  };

  function failed(error: unknown): ApiResponse {
    ports.onError('call-failed', error);
    return UNAVAILABLE;
  }

  async function handle(id: OperationId, request: ApiRequest, caller: Caller): Promise<ApiResponse> {
    const { action } = OPERATIONS[id];
    if (!caller.grant.actions.includes(action)) {
      return refuse(
        'action-not-allowed',
        `The token does not allow the action "${action}". Use a token that allows this action.`,
      );
    }
    const call = readCall(id, request, caller);
    if ('problem' in call) return call;
    const handler = HANDLERS[id] as (call: Call, ports: ApiPorts) => Promise<ApiResponse>;
    return handler(call, ports);
  }
}
