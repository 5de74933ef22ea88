import type { Problem } from '../http/problem.ts';

/** Every kind of problem that the API returns. The names are stable, since clients may depend on them. */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'commit-not-pinned': { status: 400, title: "The project's source cannot pin a commit" },
  'not-authenticated': { status: 401, title: 'Not authenticated' },
  'action-not-allowed': { status: 403, title: 'The token does not allow this action' },
  'ref-not-allowed': { status: 403, title: 'The token does not allow this ref' },
  'variable-not-allowed': { status: 403, title: 'The token does not allow this variable' },
  'token-used': { status: 403, title: 'The token has already started its one build' },
  'not-found': { status: 404, title: 'Not found' },
  'start-in-progress': { status: 409, title: 'The start is in progress' },
  'not-started-here': { status: 409, title: 'Pushlight did not start this build' },
  'project-not-in-codebuild': { status: 409, title: 'The project does not exist in CodeBuild' },
  'refused-by-codebuild': { status: 409, title: 'CodeBuild refused the request' },
  'too-large': { status: 413, title: 'Too large' },
  'not-json': { status: 415, title: 'The body is not JSON in UTF-8' },
  'key-reused': { status: 422, title: 'The Idempotency-Key was used for a different request' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'codebuild-is-busy': { status: 503, title: 'CodeBuild is at its limit of builds' },
  unavailable: { status: 503, title: 'Temporarily unavailable' },
} as const satisfies Readonly<Record<string, Pick<Problem, 'status' | 'title'>>>;

export type ProblemName = keyof typeof PROBLEMS;

/** The URL of the problem's entry on the API's page. */
export const problemType = (name: ProblemName): string => `/docs#${name}`;

export const describeProblem = (name: ProblemName, detail: string): Required<Problem> => ({
  type: problemType(name),
  ...PROBLEMS[name],
  detail,
});
