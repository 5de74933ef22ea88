import type { Statement } from '../permissions-schema.ts';

/** Whether IAM statements allow an action, "ssm:GetParameters", on some resource. */
export const allows = (statements: readonly Statement[], action: string): boolean =>
  statements.some(
    ({ Effect, Action, NotAction }) =>
      Effect === 'Allow' &&
      (NotAction === undefined
        ? [Action ?? []].flat().some((pattern) => matches(pattern, action))
        : ![NotAction].flat().some((pattern) => matches(pattern, action))),
  );

/** As IAM does: `*` is any text, `?` any character, and letters are of either case. */
const matches = (pattern: string, action: string): boolean =>
  RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'i',
  ).test(action);
