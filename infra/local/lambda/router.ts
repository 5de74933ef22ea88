interface Pattern {
  readonly method: string;
  readonly path: string;
}

export interface RouteMatch<Route> {
  readonly route: Route;
  /** Decoded. */
  readonly path: string;
  /** Decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/**
 * Finds the route of a request by the HTTP API's rules: the method must match exactly (no GET route serves HEAD), a
 * parameter is one whole segment, and a literal segment takes precedence over a parameter. Returns "malformed" if the
 * path cannot be decoded.
 */
export function createRouter<Route extends Pattern>(
  routes: readonly Route[],
): (method: string, rawPath: string) => RouteMatch<Route> | 'malformed' | undefined {
  const known = routes
    .map((route) => ({ route, segments: route.path.split('/') }))
    .sort((one, other) => specificity(one.segments).localeCompare(specificity(other.segments)));

  return (method, rawPath) => {
    const segments = rawPath.split('/');
    for (const { route, segments: pattern } of known) {
      if (route.method !== method) continue;
      const raw = match(pattern, segments);
      if (!raw) continue;
      try {
        const pathParameters = Object.fromEntries(raw.map(([name, value]) => [name, decodeURIComponent(value)]));
        return { route, path: decodeURIComponent(rawPath), pathParameters };
      } catch {
        return 'malformed';
      }
    }
    return undefined;
  };
}

const parameterName = (segment: string): string | undefined => /^\{(\w+)\}$/.exec(segment)?.[1];

const specificity = (pattern: readonly string[]): string =>
  pattern.map((segment) => (parameterName(segment) === undefined ? 0 : 1)).join('');

function match(pattern: readonly string[], segments: readonly string[]): [string, string][] | undefined {
  if (pattern.length !== segments.length) return undefined;
  const parameters: [string, string][] = [];
  for (const [at, expected] of pattern.entries()) {
    const segment = segments[at] ?? '';
    const name = parameterName(expected);
    if (name === undefined ? segment !== expected : segment === '') return undefined;
    if (name !== undefined) parameters.push([name, segment]);
  }
  return parameters;
}
