import type { Statement } from '../../cloudformation/policy-document.ts';
import { matchesWildcard } from './matches-wildcard.ts';

/** Whether IAM statements allow an action such as "ssm:GetParameters" on any resource. */
export const allows = (statements: readonly Statement[], action: string): boolean =>
  statements.some(
    ({ Effect, Action, NotAction }) =>
      Effect === 'Allow' &&
      (NotAction === undefined
        ? [Action ?? []].flat().some((pattern) => matchesWildcard(pattern, action))
        : ![NotAction].flat().some((pattern) => matchesWildcard(pattern, action))),
  );
