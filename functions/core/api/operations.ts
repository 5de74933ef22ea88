import type * as v from 'valibot';
import type { Action } from '../api-access.ts';
import type { ProblemName } from './problems.ts';
import { HEADERS, QUERY, type SchemaName, type Shape } from './schemas.ts';

interface Success {
  readonly status: 200 | 201;
  readonly description: string;
  readonly schema: SchemaName;
  readonly example: object;
  /** The response as plain text, for requests whose `Accept` does not prefer JSON. */
  readonly text?: string;
  /** By name, with their meaning. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** One call of the API. Routes, validation, the OpenAPI document, the page and the tests all derive from this table. */
export interface Operation {
  readonly method: 'GET' | 'POST';
  /** In API Gateway's form: a parameter is a whole segment. */
  readonly path: string;
  /** The action that the caller's token must allow. */
  readonly action: Action;
  readonly summary: string;
  readonly description?: string;
  readonly query?: Readonly<Partial<Record<keyof typeof QUERY, v.GenericSchema>>>;
  readonly headers?: Readonly<Partial<Record<keyof typeof HEADERS, v.GenericSchema>>>;
  readonly request?: { readonly schema: SchemaName; readonly example: object };
  readonly success: Success;
  /** In addition to PROBLEMS_OF_EVERY_CALL. */
  readonly problems: readonly ProblemName[];
}

const ID = 'web:00000000-0000-4000-8000-000000000001';

const queued = {
  id: ID,
  project: 'web',
  number: 1,
  status: 'IN_PROGRESS',
  ref: 'refs/heads/main',
  commit: '4f2a3b1c5d6e7f80912a3b4c5d6e7f8091a2b3c4',
  startedAt: '2026-05-04T09:30:00.000Z',
} as const satisfies Shape<'Build'>;

const STARTING = [
  'ref-not-allowed',
  'token-used',
  'start-in-progress',
  'project-not-in-codebuild',
  'refused-by-codebuild',
  'key-reused',
  'codebuild-is-busy',
] as const satisfies readonly ProblemName[];

const LOCATION = { Location: 'The path of the new build.' };
const { ref, status, limit, cursor, wait } = QUERY;

export const OPERATIONS = {
  startBuild: {
    method: 'POST',
    path: '/projects/{project}/builds',
    action: 'start',
    summary: 'Start a build',
    description:
      'Send an `Idempotency-Key`, so that you can repeat a request whose response was lost without starting a second build. While a start with the same key is in progress, the response is 409.',
    headers: { 'Idempotency-Key': HEADERS['Idempotency-Key'] },
    request: {
      schema: 'StartBuild',
      example: {
        ref: 'main',
        commit: queued.commit,
        environmentVariables: [{ name: 'VERSION', value: '1.2.3' }],
      } satisfies Shape<'StartBuild'>,
    },
    success: {
      status: 201,
      description: 'The build was started.',
      schema: 'Build',
      example: queued,
      headers: LOCATION,
    },
    problems: ['commit-not-pinned', 'variable-not-allowed', 'not-found', 'too-large', 'not-json', ...STARTING],
  },
  listProjects: {
    method: 'GET',
    path: '/projects',
    action: 'read',
    summary: 'List projects',
    description: 'Returns the projects that the token grants access to, sorted by name.',
    query: { limit, cursor },
    success: {
      status: 200,
      description: 'A page of projects.',
      schema: 'ProjectList',
      example: {
        projects: [{ name: 'web', repository: 'github.com/acme/web', badge: '/badges/web.svg' }],
      } satisfies Shape<'ProjectList'>,
    },
    problems: [],
  },
  listBuilds: {
    method: 'GET',
    path: '/projects/{project}/builds',
    action: 'read',
    summary: 'List builds of a project',
    description:
      'Newest first. A page can contain fewer builds than `limit`, or none. Only the last page has no `nextCursor`.',
    query: { ref, status, limit, cursor },
    success: {
      status: 200,
      description: 'A page of builds.',
      schema: 'BuildList',
      example: { builds: [queued] } satisfies Shape<'BuildList'>,
    },
    problems: ['not-found'],
  },
  getBuild: {
    method: 'GET',
    path: '/builds/{id}',
    action: 'read',
    summary: 'Get a build',
    description:
      'At most two requests per token, and five of all tokens together, can wait at the same time. Any further request gets its response immediately, with `Retry-After`.',
    query: { wait },
    headers: { 'If-None-Match': HEADERS['If-None-Match'] },
    success: {
      status: 200,
      description: 'The build, with its phases.',
      schema: 'BuildDetails',
      example: {
        ...queued,
        currentPhase: 'QUEUED',
        phases: [{ type: 'QUEUED', startedAt: queued.startedAt, contexts: [] }],
      } satisfies Shape<'BuildDetails'>,
      headers: {
        ETag: 'Changes with the build.',
        'Retry-After': 'The number of seconds after which to ask again, where the request could not wait.',
      },
    },
    problems: ['not-found'],
  },
  getLog: {
    method: 'GET',
    path: '/builds/{id}/log',
    action: 'read',
    summary: "Read a build's log",
    description:
      'Returns the log page by page from its beginning, as text, or as JSON if `Accept` prefers it. Continue with `nextCursor`, or with the URL in the `Link` header, until there is none.',
    query: { cursor },
    headers: { Accept: HEADERS.Accept },
    success: {
      status: 200,
      description: 'A page of the log.',
      schema: 'LogPage',
      example: {
        events: [{ time: queued.startedAt, message: '[Container] Phase complete: BUILD State: SUCCEEDED\n' }],
        nextCursor: 'Zi8x',
      } satisfies Shape<'LogPage'>,
      text: '[Container] Phase complete: BUILD State: SUCCEEDED\n',
      headers: {
        Link: 'The next page, as `rel="next"`. Absent when the build has ended and this is the end of its log.',
        'Retry-After': 'The number of seconds after which to ask again, where nothing more has been written yet.',
      },
    },
    problems: ['not-found'],
  },
  stopBuild: {
    method: 'POST',
    path: '/builds/{id}/stop',
    action: 'stop',
    summary: 'Stop a build',
    description: 'Has no effect on a build that has ended.',
    success: {
      status: 200,
      description: 'The build.',
      schema: 'Build',
      example: { ...queued, status: 'STOPPED', endedAt: '2026-05-04T09:30:12.000Z' } satisfies Shape<'Build'>,
    },
    problems: ['not-found', 'refused-by-codebuild'],
  },
  retryBuild: {
    method: 'POST',
    path: '/builds/{id}/retry',
    action: 'retry',
    summary: 'Retry a build',
    description:
      "Starts the same version again with the same variables. The token must allow the build's ref. Only builds that Pushlight started can be retried, since others may have overrides that no token allows.",
    headers: { 'Idempotency-Key': HEADERS['Idempotency-Key'] },
    success: {
      status: 201,
      description: 'A new build was started.',
      schema: 'Build',
      example: { ...queued, id: ID.replace(/1$/, '2'), number: 2 } satisfies Shape<'Build'>,
      headers: LOCATION,
    },
    problems: ['not-found', 'not-started-here', ...STARTING],
  },
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationId = keyof typeof OPERATIONS;

export const EXAMPLE_PARAMETERS = { project: 'web', id: ID };

/** The problems that any call can return. */
export const PROBLEMS_OF_EVERY_CALL = [
  'invalid-request',
  'not-authenticated',
  'action-not-allowed',
  'too-many-requests',
  'unavailable',
] as const satisfies readonly ProblemName[];

/** "POST /projects/{project}/builds" */
export const routeOf = ({ method, path }: Pick<Operation, 'method' | 'path'>): string => `${method} ${path}`;
