import { HTTP_API_STAGE, routeId } from '../cloudformation/osls-names.ts';
import type { StackContext, StackPart } from './template-part.ts';

interface Throttling {
  /** The sustained rate, in requests per second. */
  readonly ThrottlingRateLimit: number;
  /** The most concurrent requests. */
  readonly ThrottlingBurstLimit: number;
}

/**
 * By route. A flood on one route is refused (429) before it uses what another one needs: in 13 regions, among them
 * af-south-1, an account has 2,500 requests per second and a burst of 1,250 for all its APIs.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html#apigateway-account-level-limits-table
 */
const THROTTLING: Readonly<Record<string, Throttling>> = {
  'POST /webhooks/{hook}': { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
  'GET /badges/{file}': { ThrottlingRateLimit: 2000, ThrottlingBurstLimit: 1000 },
};
const OTHERS: Throttling = { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 };

export function routeThrottling({ functions }: StackContext): StackPart {
  const routes = functions.flatMap(({ events }) => events.flatMap((event) => (event.type === 'httpApi' ? event : [])));
  return {
    extensions: {
      [HTTP_API_STAGE]: {
        Properties: {
          DefaultRouteSettings: OTHERS,
          RouteSettings: Object.fromEntries(
            routes.map(({ method, path }) => `${method} ${path}`).map((route) => [route, THROTTLING[route] ?? OTHERS]),
          ),
        },
        // The stage refuses settings for a route that does not exist yet.
        DependsOn: routes.map(({ method, path }) => routeId(method, path)),
      },
    },
  };
}
