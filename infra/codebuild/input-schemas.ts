import { SourceType } from '@aws-sdk/client-codebuild';
import * as v from 'valibot';

/** The simple shapes of the service's model. Violations are described with the words of AWS's own validation. */

const pattern = (expression: string) =>
  v.regex(RegExp(`^(?:${expression})$`), `Member must satisfy regular expression pattern: ${expression}`);

const longEnough = (length: number): string => `Member must have length greater than or equal to ${length}`;
const shortEnough = (length: number): string => `Member must have length less than or equal to ${length}`;

export const text = (least: number, most: number) =>
  v.pipe(v.string(), v.minLength(least, longEnough(least)), v.maxLength(most, shortEnough(most)));

export const nonEmpty = v.pipe(v.string(), v.minLength(1, longEnough(1)));

export const projectName = v.pipe(
  v.string(),
  v.minLength(2, longEnough(2)),
  pattern('[A-Za-z0-9][A-Za-z0-9\\-_]{1,149}'),
);

/** One of an enumeration of the SDK. */
export const oneOf = <const Values extends Readonly<Record<string, string>>>(values: Values) =>
  v.picklist(
    Object.values(values) as Values[keyof Values][],
    `Member must satisfy enum value set: [${Object.values(values).join(', ')}]`,
  );

export const listOf = <Item extends v.GenericSchema>(item: Item, most = Infinity) =>
  v.pipe(v.array(item), v.maxLength(most, shortEnough(most)));

/** The names, ids or ARNs of a Batch operation. */
export const batch = v.pipe(v.array(nonEmpty), v.minLength(1, longEnough(1)), v.maxLength(100, shortEnough(100)));

export const integer = (least: number, most = Infinity) =>
  v.pipe(
    v.number(),
    v.integer('Member must be a whole number'),
    v.minValue(least, `Member must have value greater than or equal to ${least}`),
    v.maxValue(most, `Member must have value less than or equal to ${most}`),
  );

/** In minutes. */
export const buildTimeout = integer(5, 2160);
/** In minutes. */
export const queuedTimeout = integer(5, 480);
export const cloneDepth = integer(0);
export const pageSize = integer(1, 100);

export const sourceType = oneOf(SourceType);
