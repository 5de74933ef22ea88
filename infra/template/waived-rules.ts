import { functionId, HTTP_API_LOG_GROUP, logGroupId } from '../cloudformation/osls-names.ts';
import type { StackContext, StackPart } from './template-part.ts';

interface WaivedRule {
  /** Checkov's. */
  readonly id: string;
  readonly comment: string;
}

const OF_FUNCTIONS: readonly WaivedRule[] = [
  {
    id: 'CKV_AWS_116',
    comment:
      "No dead-letter queue of the function's own: what wakes it keeps what it fails on, the queue, the rule, or the sender of the request.",
  },
  {
    id: 'CKV_AWS_117',
    comment: "Not in a VPC: it calls AWS's own endpoints alone, and a VPC would only add a way out to pay for.",
  },
  {
    id: 'CKV_AWS_173',
    comment: "Lambda's own key: the environment holds the names of tables and queues, and no secret.",
  },
];

const OF_LOG_GROUPS: readonly WaivedRule[] = [
  { id: 'CKV_AWS_158', comment: "CloudWatch's own key: logs hold names, ids and outcomes, and no secret." },
];

/** Common rules that are not kept, each with the reason, where scanners of templates look for it. */
export function waivedRules({ functions }: StackContext): StackPart {
  const names = functions.map(({ name }) => name);
  const waive = (logicalIds: readonly string[], rules: readonly WaivedRule[]) =>
    logicalIds.map((logicalId) => [logicalId, { Metadata: { checkov: { skip: rules } } }] as const);
  return {
    extensions: Object.fromEntries([
      ...waive(names.map(functionId), OF_FUNCTIONS),
      ...waive([...names.map(logGroupId), HTTP_API_LOG_GROUP], OF_LOG_GROUPS),
    ]),
  };
}
