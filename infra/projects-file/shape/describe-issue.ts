import type { BaseIssue } from 'valibot';
import type { FILE_FINDINGS } from '../../findings/file-findings.ts';
import { nearestName } from '../../findings/nearest-name.ts';
import type { YamlPath } from '../yaml/yaml-source.ts';
import { nameOf } from './correction.ts';

export const pathOf = (issue: BaseIssue<unknown>): YamlPath =>
  (issue.path ?? []).map(({ key }) => key as string | number);

export type IssueId = keyof Pick<
  typeof FILE_FINDINGS,
  'missing-key' | 'wrong-type' | 'unknown-value' | 'empty-value' | 'invalid-value'
>;

export function idOf({ kind, type, input, requirement }: BaseIssue<unknown>): IssueId {
  if (input === undefined) return 'missing-key';
  if (type === 'picklist' || type === 'enum' || type === 'literal') return 'unknown-value';
  if (type === 'non_empty' || (type === 'min_length' && requirement === 1)) return 'empty-value';
  return kind === 'schema' && type !== 'never' ? 'wrong-type' : 'invalid-value';
}

/**
 * Describes what a schema found wrong with a value, with its key: `"SVN" is not a valid value of "type" (allowed: …)`.
 */
export function describeIssue(issue: BaseIssue<unknown>): string {
  const path = pathOf(issue);
  if (issue.input === undefined) return `the key ${nameOf(path)} is missing: add it`;
  return describe(issue, issue.path?.at(-1)?.origin === 'key' ? `the name ${nameOf(path)}` : nameOf(path));
}

/**
 * Uses the schema's own message if it has one, which can name its own subject; AWS's messages contain neither the value nor the most similar valid one.
 */
function describe(
  { kind, type, message, expected, received, input, requirement }: BaseIssue<unknown>,
  name: string,
): string {
  if (message.startsWith('the ')) return message;
  if (!/^(?:Member must|Invalid) /.test(message)) return `${name} ${message}`;
  if (type === 'picklist' || type === 'enum') return notAllowed(written(received, input), input, expected ?? '', name);
  if (type === 'min_length' && requirement === 1) return `${name} must not be empty`;
  if (kind === 'schema') return `${name} must be ${TYPES[type] ?? `a ${type}`}, not ${written(received, input)}`;
  return `${name} ${message.replace(/^Invalid (?:type|key): |^Member /, '')}`;
}

const TYPES: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  string: 'a text',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

function written(received: string, input: unknown): string {
  if (Array.isArray(input)) return 'a list';
  return typeof input === 'object' && input !== null ? 'a mapping' : received;
}

/** `expected` is valibot's notation of a closed set: `("GITHUB" | "S3")`. */
function notAllowed(shown: string, input: unknown, expected: string, name: string): string {
  const values = [...expected.matchAll(/"([^"]*)"/g)].map(([, value]) => value!);
  const nearest = typeof input === 'string' ? nearestName(input, values) : undefined;
  const right = nearest === undefined ? ` (allowed: ${values.join(', ')})` : `: did you mean "${nearest}"?`;
  return `${shown} is not a valid value of ${name}${right}`;
}
