import type { SentStatus, SentStatuses } from '../core/statuses/status-ports.ts';
import { COMMIT_STATES } from '../core/vocabulary.ts';
import { RANK } from '../core/builds/build-record.ts';
import type { AwsAccess } from './aws/aws-access.ts';
import { awsCall } from './aws/aws-call.ts';
import { CALL_LIMITS } from './aws/call-limits.ts';
import { unlessConditionFailed, type Item, type WrittenItem } from './aws/dynamo-item.ts';
import type { CallOf, MethodActions } from './aws/method-actions.ts';

/** @see MethodActions */
export const SENT_STATUSES_ACTIONS = {
  read: 'dynamodb:GetItem',
  write: 'dynamodb:PutItem',
  count: 'dynamodb:UpdateItem',
} as const satisfies MethodActions<SentStatuses>;

const DAY = 24 * 3600_000;

/**
 * Longer than a message about the commit can be delayed: the ledger keeps an entry for 30 days, the queues a message
 * for 14.
 */
const KEPT = 60 * DAY;
/** Each count covers one minute. */
const COUNT_KEPT = 3600_000;

/** The table `CommitStatusesTable` in infra/resources/tables.yml. */
export function sentStatusesTable(
  tableName: string,
  access: AwsAccess,
  now: () => number = Date.now,
  limits = CALL_LIMITS,
): SentStatuses {
  const call: CallOf<'dynamodb', typeof SENT_STATUSES_ACTIONS> = awsCall('dynamodb', access, limits);
  const TableName = tableName;
  const keyOf = (key: string) => ({ statusKey: { S: key } });
  const expiry = (kept: number) => ({ N: String(Math.ceil((now() + kept) / 1000)) });
  return {
    async read(key) {
      const { Item: item } = (await call('GetItem', { TableName, Key: keyOf(key), ConsistentRead: true })) as {
        readonly Item?: Item;
      };
      return item && readStatus(key, item);
    },

    write: (key, status, known) =>
      unlessConditionFailed(
        call('PutItem', {
          TableName,
          Item: {
            ...keyOf(key),
            ...writeStatus(status),
            version: { N: String((known?.version ?? 0) + 1) },
            expiresAt: expiry(KEPT),
          },
          ...stillAs(known),
        }),
      ),

    async count(key) {
      const { Attributes: counted } = (await call('UpdateItem', {
        TableName,
        Key: keyOf(key),
        UpdateExpression: 'ADD turns :one SET expiresAt = :end',
        ExpressionAttributeValues: { ':one': { N: '1' }, ':end': expiry(COUNT_KEPT) },
        ReturnValues: 'UPDATED_NEW',
      })) as { readonly Attributes?: Item };
      return Number(counted?.['turns']?.N);
    },
  };
}

const stillAs = (known: SentStatus | undefined) =>
  known
    ? {
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': { N: String(known.version) } },
      }
    : { ConditionExpression: 'attribute_not_exists(statusKey)' };

const writeStatus = ({
  phase,
  number,
  rank,
  state,
  description,
  pipelineId,
}: Omit<SentStatus, 'version'>): WrittenItem => ({
  phase: { S: phase },
  number: { N: String(number) },
  rank: { N: String(rank) },
  state: { S: state },
  description: { S: description },
  ...(pipelineId !== undefined && { pipelineId: { N: String(pipelineId) } }),
});

const PHASES: readonly SentStatus['phase'][] = ['sending', 'sent', 'full'];

/** @throws Error for a row that no version has written: sending based on a guess could send twice */
function readStatus(key: string, item: Item): SentStatus {
  const phase = PHASES.find((known) => known === item['phase']?.S);
  const state = COMMIT_STATES.find((known) => known === item['state']?.S);
  const rank = Object.values(RANK).find((known) => String(known) === item['rank']?.N);
  const pipelineId = item['pipelineId']?.N;
  if (!phase || !state || rank === undefined) throw new Error(`The row ${key} of the statuses is not valid.`);
  return {
    phase,
    number: Number(item['number']?.N),
    rank,
    state,
    description: item['description']?.S ?? '',
    ...(pipelineId !== undefined && { pipelineId: Number(pipelineId) }),
    version: Number(item['version']?.N),
  };
}
