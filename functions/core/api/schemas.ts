import * as v from 'valibot';
import { STATUSES } from '../vocabulary.ts';

/** The shapes of requests and responses: what checks them and what the OpenAPI document is made from. */

/** Refuses what it does not know, and says so in words of ours: valibot's own quote what was sent. */
const closed = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.strictObject(entries, ({ expected }) => {
    if (expected === 'never') return 'is no field of this request';
    return expected === 'Object' ? 'must be an object' : 'is missing';
  });

const text = v.pipe(
  v.string('must be a string'),
  v.nonEmpty('must not be empty'),
  v.regex(/^[^\u0000-\u001f\u007f-\u009f]*$/, 'must have no control characters'),
  // JSON can hold half of a character.
  v.check((value) => !/\p{Surrogate}/u.test(value), 'must be whole characters'),
);

const described = <const Schema extends v.GenericSchema>(schema: Schema, description: string) =>
  v.pipe(schema, v.description(description));

const COMMIT = v.pipe(
  v.string('must be a string'),
  v.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'must be a whole commit id: 40 or 64 hex digits in lower case'),
);
const time = v.pipe(v.string(), v.isoTimestamp());
const status = v.picklist(STATUSES, `must be one of ${STATUSES.join(', ')}`);

const MOST_VARIABLES = 50;

const EnvironmentVariable = closed({
  name: v.pipe(
    v.string('must be a string'),
    v.regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'must be letters, digits and _, at most 128, and no digit first'),
  ),
  value: v.pipe(text, v.maxLength(4096, 'must have at most 4096 characters')),
});

const build = {
  id: described(v.string(), "CodeBuild's id of the build: `project:uuid`."),
  project: v.string(),
  number: described(v.pipe(v.number(), v.integer(), v.minValue(1)), 'Grows by one with every build of the project.'),
  status: described(status, "CodeBuild's build status."),
  ref: described(
    v.optional(v.string()),
    'The full Git ref that the build belongs to. A build of a bare commit has none.',
  ),
  commit: v.optional(v.string()),
  startedAt: v.optional(time),
  endedAt: v.optional(time),
};

const Build = v.strictObject(build);

const Phase = v.strictObject({
  type: described(v.string(), "CodeBuild's phase: `QUEUED`, `INSTALL`, `BUILD` and so on."),
  status: described(v.optional(v.string()), 'Absent while the phase runs.'),
  startedAt: v.optional(time),
  endedAt: v.optional(time),
  contexts: described(
    v.array(v.strictObject({ statusCode: v.optional(v.string()), message: v.optional(v.string()) })),
    'Why the phase failed.',
  ),
});

const Project = v.strictObject({
  name: v.string(),
  repository: described(v.optional(v.string()), 'Host and name: `github.com/acme/web`.'),
  badge: described(v.optional(v.string()), "The badge's path, where the badge is public."),
});

const LogEvent = v.strictObject({ time, message: described(v.string(), 'With its end of line.') });

const nextCursor = described(v.optional(v.string()), 'Names the page after this one. Absent on the last.');

/** By their names in the document. */
export const SCHEMAS = {
  StartBuild: closed({
    ref: described(
      v.pipe(text, v.maxLength(900, 'must have at most 900 characters')),
      'A branch by its name, `main`, or a branch or tag in full: `refs/heads/main`, `refs/tags/v1`. A short name is always that of a branch.',
    ),
    commit: described(
      v.optional(COMMIT),
      "The commit to build, pinned together with the ref. Refused where the project's source can't pin one.",
    ),
    environmentVariables: described(
      v.optional(
        v.pipe(
          v.array(EnvironmentVariable, 'must be a list'),
          v.maxLength(MOST_VARIABLES, `must have at most ${MOST_VARIABLES} variables`),
        ),
      ),
      'Only those that the token names. They are plain text.',
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
      'Names what follows, also where that is still to be written. Absent when the build has ended and all was told.',
    ),
  }),
  Problem: v.object({
    type: described(v.string(), 'A stable name of this kind of problem, which is also a link to its description.'),
    title: v.string(),
    status: v.pipe(v.number(), v.integer()),
    detail: described(v.string(), 'What is wrong, and what would be right.'),
  }),
} as const;

export type SchemaName = keyof typeof SCHEMAS;
/** What the schema of that name lets through. */
export type Shape<Name extends SchemaName> = v.InferOutput<(typeof SCHEMAS)[Name]>;

export const QUERY = {
  ref: described(text, 'Only builds of this branch or tag, named as for a start, or of `refs/pull/7/head`.'),
  status: described(status, 'Only builds of this status.'),
  limit: described(
    v.pipe(
      v.number('must be a number from 1 to 100'),
      v.integer('must be a whole number'),
      v.minValue(1, 'must be at least 1'),
      v.maxValue(100, 'must be at most 100'),
    ),
    'How many there may be on a page; 20 unless told.',
  ),
  cursor: described(v.pipe(text, v.maxLength(2048, 'is too long')), '`nextCursor` of the page before.'),
  wait: described(
    v.pipe(
      v.number('must be a number of seconds, at most 20'),
      v.integer('must be a whole number'),
      v.minValue(0, 'must be at least 0'),
      v.maxValue(20, 'must be at most 20'),
    ),
    'Respond only when the build has changed, or after so many seconds. For a build that has ended, the response comes at once.',
  ),
} as const;

export const HEADERS = {
  'Idempotency-Key': described(
    v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters')),
    'Remembered for 24 hours: the same request under the same key starts nothing more and gets the same response.',
  ),
  'If-None-Match': described(
    v.pipe(v.string(), v.maxLength(1000, 'is too long')),
    'The `ETag` of an earlier response: 304 when nothing has changed since. With `wait`, no change between two requests is missed.',
  ),
  Accept: described(
    v.pipe(v.string(), v.maxLength(1000, 'is too long')),
    '`application/json`, or `text/plain` as it is without.',
  ),
} as const;
