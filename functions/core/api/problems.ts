import type { Problem } from '../http/problem.ts';

/** Every kind of problem that the API responds with. Their names are kept: clients may tell problems apart by them. */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'Not a request that can be understood' },
  'commit-not-pinned': { status: 400, title: "The project's source can't pin a commit" },
  'not-authenticated': { status: 401, title: 'Not authenticated' },
  'action-not-allowed': { status: 403, title: 'The token does not allow this' },
  'ref-not-allowed': { status: 403, title: 'The token does not allow this ref' },
  'variable-not-allowed': { status: 403, title: 'The token does not allow this variable' },
  'token-used': { status: 403, title: 'The token has started its one build' },
  'not-found': { status: 404, title: 'Not found' },
  'start-in-progress': { status: 409, title: 'This start is under way' },
  'not-started-here': { status: 409, title: 'Not a build of Pushlight' },
  'project-not-in-codebuild': { status: 409, title: 'CodeBuild has no such project' },
  'refused-by-codebuild': { status: 409, title: 'CodeBuild refuses this' },
  'too-large': { status: 413, title: 'Too large' },
  'not-json': { status: 415, title: 'Not JSON in UTF-8' },
  'key-reused': { status: 422, title: 'The Idempotency-Key was used for another request' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'codebuild-is-busy': { status: 503, title: 'CodeBuild takes no more builds at the moment' },
  unavailable: { status: 503, title: 'Not available at the moment' },
} as const satisfies Readonly<Record<string, Pick<Problem, 'status' | 'title'>>>;

export type ProblemName = keyof typeof PROBLEMS;

/** `type` leads to the problem's place on the page of the API. */
export const problemType = (name: ProblemName): string => `/docs#${name}`;

export const describeProblem = (name: ProblemName, detail: string): Required<Problem> => ({
  type: problemType(name),
  ...PROBLEMS[name],
  detail,
});
