import { functionId, HTTP_API_LOG_GROUP, logGroupId } from '../cloudformation/osls-names.ts';
import type { StackContext, StackPart } from './template-part.ts';

interface WaivedRule {
  /** Checkov's id of the rule. */
  readonly id: string;
  readonly comment: string;
}

const OF_FUNCTIONS: readonly WaivedRule[] = [
  {
    id: 'CKV_AWS_116',
    comment:
      'No dead-letter queue of its own: whatever invokes the function (queue, rule or sender of the request) keeps what it fails on.',
  },
  {
    id: 'CKV_AWS_117',
    comment: 'Not in a VPC: it only calls AWS endpoints, for which a VPC would need a paid gateway.',
  },
  {
    id: 'CKV_AWS_173',
    comment: "Lambda's own key: the environment contains names of tables and queues, but no secrets.",
  },
];

const OF_LOG_GROUPS: readonly WaivedRule[] = [
  { id: 'CKV_AWS_158', comment: "CloudWatch's own key: logs contain names, ids and outcomes, but no secrets." },
];

/** Common rules that are waived, each with the reason, where template scanners look for it. */
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
