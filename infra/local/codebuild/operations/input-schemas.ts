import * as v from 'valibot';
import { SOURCE_TYPES } from '../../../../functions/core/vocabulary.ts';

export const nonEmpty = v.pipe(v.string(), v.minLength(1, 'expected at least one character'));

/** The names or ids of a Batch operation. */
export const batch = v.pipe(
  v.array(nonEmpty),
  v.minLength(1, 'expected at least 1 item'),
  v.maxLength(100, 'expected at most 100 items'),
);

export const projectName = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9\-_]{1,149}$/, 'expected 2 to 150 letters, digits, - and _, a letter or digit first'),
);

const integer = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.integer('expected a whole number'),
    v.minValue(least, `expected at least ${least}`),
    v.maxValue(most, `expected at most ${most}`),
  );
export const buildTimeout = integer(5, 2160);
export const queuedTimeout = integer(5, 480);
export const cloneDepth = integer(0, Number.MAX_SAFE_INTEGER);

export const sourceType = v.picklist(SOURCE_TYPES);

export const environmentVariables = v.array(
  v.object({
    name: nonEmpty,
    value: v.string(),
    type: v.optional(v.picklist(['PLAINTEXT', 'PARAMETER_STORE', 'SECRETS_MANAGER'])),
  }),
);
