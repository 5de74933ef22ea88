import * as v from 'valibot';
import { STATUSES } from '../vocabulary.ts';

/**
 * The schemas of requests and responses. Requests are validated with them, and the OpenAPI document is generated from
 * them.
 */

/** Refuses unknown fields with messages of our own, since valibot's quote what was sent. */
const closed = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.strictObject(entries, ({ expected }) => {
    if (expected === 'never') return 'is not a field of this request';
    return expected === 'Object' ? 'must be an object' : 'is missing';
  });

const text = v.pipe(
  v.string('must be a string'),
  v.nonEmpty('must not be empty'),
  v.regex(/^[^\u0000-\u001f\u007f-\u009f]*$/, 'must not contain control characters'),
  // JSON can contain half of a surrogate pair.
  v.check((value) => !/\p{Surrogate}/u.test(value), 'must not contain half of a surrogate pair'),
);

const described = <const Schema extends v.GenericSchema>(schema: Schema, description: string) =>
  v.pipe(schema, v.description(description));

const COMMIT = v.pipe(
  v.string('must be a string'),
  v.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'must be a full commit id: 40 or 64 lower-case hex digits'),
);
const time = v.pipe(v.string(), v.isoTimestamp());
const status = v.picklist(STATUSES, `must be one of ${STATUSES.join(', ')}`);

const MOST_VARIABLES = 50;

const EnvironmentVariable = closed({
  name: v.pipe(
    v.string('must be a string'),
    v.regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'must be at most 128 letters, digits and _, not starting with a digit'),
  ),
  value: v.pipe(text, v.maxLength(4096, 'must have at most 4096 characters')),
});

const build = {
  id: described(v.string(), "CodeBuild's id of the build: `project:uuid`."),
  project: v.string(),
  number: described(
    v.pipe(v.number(), v.integer(), v.minValue(1)),
    'Increases by one with every build of the project.',
  ),
  status: described(status, "CodeBuild's build status."),
  ref: described(
    v.optional(v.string()),
    'The full Git ref that the build belongs to. Absent for a build of a commit without a ref.',
  ),
  commit: v.optional(v.string()),
  startedAt: v.optional(time),
  endedAt: v.optional(time),
};

const Build = v.strictObject(build);

const Phase = v.strictObject({
  type: described(v.string(), "CodeBuild's phase: `QUEUED`, `INSTALL`, `BUILD` and so on."),
  status: described(v.optional(v.string()), 'Absent while the phase is running.'),
  startedAt: v.optional(time),
  endedAt: v.optional(time),
  contexts: described(
    v.array(v.strictObject({ statusCode: v.optional(v.string()), message: v.optional(v.string()) })),
    'Why the phase failed.',
  ),
});

const Project = v.strictObject({
  name: v.string(),
  repository: described(v.optional(v.string()), 'Host and name, for example `github.com/acme/web`.'),
  badge: described(v.optional(v.string()), 'The path of the badge, if the badge is public.'),
});

const LogEvent = v.strictObject({ time, message: described(v.string(), 'Includes its line break.') });

const nextCursor = described(v.optional(v.string()), 'The cursor of the next page. Absent on the last page.');

/** By their names in the OpenAPI document. */
export const SCHEMAS = {
  StartBuild: closed({
    ref: described(
      v.pipe(text, v.maxLength(900, 'must have at most 900 characters')),
      'The name of a branch (`main`), or the full ref of a branch or tag (`refs/heads/main`, `refs/tags/v1`). A short name always means a branch.',
    ),
    commit: described(
      v.optional(COMMIT),
      "The commit to build, together with its ref. Refused if the project's source cannot pin a commit.",
    ),
    environmentVariables: described(
      v.optional(
        v.pipe(
          v.array(EnvironmentVariable, 'must be a list'),
          v.maxLength(MOST_VARIABLES, `must contain at most ${MOST_VARIABLES} variables`),
        ),
      ),
      'Only variables that the token allows. Their values are plain text.',
    ),
  }),
  EnvironmentVariable,
  Build,
  BuildDetails: v.strictObject({
    ...build,
    currentPhase: v.optional(v.string()),
    phases: v.array(Phase),
  }),
  Phase,
  BuildList: v.strictObject({ builds: v.array(Build), nextCursor }),
  Project,
  ProjectList: v.strictObject({ projects: v.array(Project), nextCursor }),
  LogEvent,
  LogPage: v.strictObject({
    events: v.array(LogEvent),
    nextCursor: described(
      v.optional(v.string()),
      'The cursor of the next page, even if nothing more has been written yet. Absent when the build has ended and this is the end of its log.',
    ),
  }),
  Problem: v.object({
    type: described(v.string(), 'The stable name of this kind of problem; also a link to its description.'),
    title: v.string(),
    status: v.pipe(v.number(), v.integer()),
    detail: described(v.string(), 'What is wrong, and how to fix it.'),
  }),
} as const;

export type SchemaName = keyof typeof SCHEMAS;
/** The type that the schema of this name accepts. */
export type Shape<Name extends SchemaName> = v.InferOutput<(typeof SCHEMAS)[Name]>;

export const QUERY = {
  ref: described(
    text,
    'Only builds of this branch or tag, in the same form as for a start, or of a pull request (`refs/pull/7/head`).',
  ),
  status: described(status, 'Only builds with this status.'),
  limit: described(
    v.pipe(
      v.number('must be a number from 1 to 100'),
      v.integer('must be a whole number'),
      v.minValue(1, 'must be at least 1'),
      v.maxValue(100, 'must be at most 100'),
    ),
    'The most builds per page; 20 by default.',
  ),
  cursor: described(v.pipe(text, v.maxLength(2048, 'is too long')), 'The `nextCursor` of the previous page.'),
  wait: described(
    v.pipe(
      v.number('must be a number of seconds, at most 20'),
      v.integer('must be a whole number'),
      v.minValue(0, 'must be at least 0'),
      v.maxValue(20, 'must be at most 20'),
    ),
    'Delays the response until the build changes, at most this many seconds. A build that has ended is returned immediately.',
  ),
} as const;

export const HEADERS = {
  'Idempotency-Key': described(
    v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters')),
    'Remembered for 24 hours: repeating a request with the same key starts no second build and returns the same response.',
  ),
  'If-None-Match': described(
    v.pipe(v.string(), v.maxLength(1000, 'is too long')),
    'The `ETag` of an earlier response. The response is 304 if nothing has changed since. With `wait`, you miss no change between two requests.',
  ),
  Accept: described(
    v.pipe(v.string(), v.maxLength(1000, 'is too long')),
    '`application/json`, or `text/plain`, which is the default.',
  ),
} as const;
