import type { Statement } from '../../template/project-access.ts';

export const allow = (
  Action: readonly string[],
  Resource: unknown,
  Condition?: NonNullable<Statement['Condition']>,
): Statement => ({ Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) });
