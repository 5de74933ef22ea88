import type { Problem } from '../http/problem.ts';
import { describeProblem, type ProblemName } from './problems.ts';

type Headers = Readonly<Record<string, string>>;

/** Why a request is refused. */
export interface Refusal {
  readonly problem: Required<Problem>;
  readonly headers: Headers;
}

/** The response to an API request. */
export type ApiResponse =
  /** A string is already JSON. */
  | { readonly status: number; readonly json: object | string; readonly headers?: Headers }
  | { readonly status: number; readonly text: string; readonly headers?: Headers }
  | { readonly status: 304; readonly headers: Headers }
  | Refusal;

export const refuse = (name: ProblemName, detail: string, headers: Headers = {}): Refusal => ({
  problem: describeProblem(name, detail),
  headers,
});

/** Anything the caller cannot see returns the same response as something that does not exist. */
export const NOT_FOUND = refuse(
  'not-found',
  'Nothing with this name exists, or the token does not grant access to it.',
);

export const UNAVAILABLE = refuse('unavailable', 'The request could not be processed right now. Please repeat it.', {
  'retry-after': '5',
});

/** The same response to every unauthenticated caller, whatever the reason. */
export const NOT_AUTHENTICATED = refuse(
  'not-authenticated',
  'Send a valid token in the header "Authorization: Bearer TOKEN".',
  {
    'www-authenticate': 'Bearer',
  },
);
