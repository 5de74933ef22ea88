import type { CompletedRequest } from './lambda/gateway.ts';
import type { Progress } from './progress.ts';

/** What the terminal shows for a completed request to a hook; undefined for any other request. */
export function deliveryOf({
  route,
  pathParameters,
  status,
  milliseconds,
  responseBody,
}: CompletedRequest): Progress | undefined {
  if (route !== 'POST /webhooks/{hook}') return undefined;
  return {
    type: 'delivery',
    hook: pathParameters['hook'] ?? '',
    status,
    milliseconds,
    response: readJson(responseBody),
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
