import { HTTP_API_STAGE, routeId } from './osls-names.ts';
import type { StackContext, StackPart } from './stack-part.ts';

interface Throttling {
  /** Requests a second, for long. */
  readonly ThrottlingRateLimit: number;
  /** Requests at once. */
  readonly ThrottlingBurstLimit: number;
}

/** By path. A flood of one route is refused (429) before it takes what another needs. */
const THROTTLING: Readonly<Record<string, Throttling>> = {
  '/webhooks/{hook}': { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
  '/badges/{file}': { ThrottlingRateLimit: 2000, ThrottlingBurstLimit: 4000 },
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
            routes.map(({ method, path }) => [`${method} ${path}`, THROTTLING[path] ?? OTHERS]),
          ),
        },
        // The stage refuses settings of a route that is not there yet.
        DependsOn: routes.map(({ method, path }) => routeId(method, path)),
      },
    },
  };
}
