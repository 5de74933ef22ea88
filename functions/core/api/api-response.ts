import type { Problem } from '../http/problem.ts';
import { describeProblem, type ProblemName } from './problems.ts';

type Headers = Readonly<Record<string, string>>;

/** Why a request is not granted. */
export interface Refusal {
  readonly problem: Required<Problem>;
  readonly headers: Headers;
}

/** The response to a request to the API. */
export type ApiResponse =
  /** A text is JSON already. */
  | { readonly status: number; readonly json: object | string; readonly headers?: Headers }
  | { readonly status: number; readonly text: string; readonly headers?: Headers }
  | { readonly status: 304; readonly headers: Headers }
  | Refusal;

export const refuse = (name: ProblemName, detail: string, headers: Headers = {}): Refusal => ({
  problem: describeProblem(name, detail),
  headers,
});

/** For what a caller may not see, as for what does not exist. */
export const NOT_FOUND = refuse('not-found', 'This does not exist, or the token may not see it.');

export const UNAVAILABLE = refuse('unavailable', 'The service is not available at the moment. Repeat the request.', {
  'retry-after': '5',
});

/** One response to whoever is not known, whatever the reason. */
export const NOT_AUTHENTICATED = refuse(
  'not-authenticated',
  'Send a valid token: "Authorization: Bearer" and the token.',
  {
    'www-authenticate': 'Bearer',
  },
);
