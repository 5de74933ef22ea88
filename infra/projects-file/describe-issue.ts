import type { BaseIssue } from 'valibot';
import type { FILE_FINDINGS } from '../findings/file-findings.ts';
import { nearestName } from '../buildspec/nearest-name.ts';
import type { YamlPath } from './yaml-source.ts';

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

/** What a schema found wrong with a value, beginning with its key: `type: "SVN" is none of …`. */
export function describeIssue(issue: BaseIssue<unknown>): string {
  const key = pathOf(issue).findLast((step) => typeof step === 'string') ?? 'the file';
  return issue.input === undefined ? `${key} is missing` : `${key}: ${describe(issue)}`;
}

/** In the schema's own words where it has some; AWS's tell neither the value nor the nearest right one. */
function describe({ type, message, expected, received, input, requirement }: BaseIssue<unknown>): string {
  if (!/^(?:Member must|Invalid) /.test(message)) return message;
  if (type === 'picklist' || type === 'enum') return noneOf(received, input, expected ?? '');
  if (type === 'min_length' && requirement === 1) return 'must not be empty';
  return message.replace(/^Invalid (?:type|key): |^Member /, '');
}

/** `expected` as valibot writes a closed set: `("GITHUB" | "S3")`. */
function noneOf(received: string, input: unknown, expected: string): string {
  const values = [...expected.matchAll(/"([^"]*)"/g)].map(([, value]) => value!);
  const nearest = typeof input === 'string' ? nearestName(input, values) : undefined;
  return nearest === undefined
    ? `${received} is none of ${values.join(', ')}`
    : `${received} is unknown here: did you mean ${nearest}?`;
}
