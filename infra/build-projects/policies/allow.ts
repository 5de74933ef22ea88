import type { Statement } from '../../cloudformation/policy-document.ts';

export const allow = (
  Action: readonly string[],
  Resource: unknown,
  Condition?: NonNullable<Statement['Condition']>,
): Statement => ({ Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) });
