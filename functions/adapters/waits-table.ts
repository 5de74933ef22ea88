import * as v from 'valibot';
import type { WaitList, Waits } from '../core/api/api-ports.ts';
import type { AwsAccess } from './aws/aws-access.ts';
import { awsCall } from './aws/aws-call.ts';
import type { CallOf, MethodActions } from './aws/method-actions.ts';
import { CALL_LIMITS } from './aws/call-limits.ts';
import { unlessConditionFailed, type Item, type WrittenItem } from './aws/dynamo-item.ts';

/** A single item among the ledger's entries, whose keys are digests. Every waiting request reads and writes it. */
const KEY = { ledgerKey: { S: 'waiting' } };

const Stored = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(v.object({ id: v.string(), caller: v.string(), until: v.number() })),
);

/** @see MethodActions */
export const WAITS_ACTIONS = {
  read: 'dynamodb:GetItem',
  write: 'dynamodb:PutItem',
} as const satisfies MethodActions<Waits>;

/** Uses the table `DeliveriesTable` in infra/resources/tables.yml, to which the role of `builds` already has access. */
export function waitsTable(tableName: string, access: AwsAccess, limits = CALL_LIMITS): Waits {
  const call: CallOf<'dynamodb', typeof WAITS_ACTIONS> = awsCall('dynamodb', access, limits);
  const TableName = tableName;
  return {
    async read() {
      const { Item: item } = (await call('GetItem', { TableName, Key: KEY, ConsistentRead: true })) as {
        readonly Item?: Item;
      };
      return { version: item?.['version']?.S, waits: item ? v.parse(Stored, item['waits']?.S) : [] };
    },
    write: (list, known) =>
      unlessConditionFailed(call('PutItem', { TableName, Item: writeItem(list), ...stillAs(known) })),
  };
}

const writeItem = ({ waits, version }: WaitList): WrittenItem => ({
  ...KEY,
  ...(version !== undefined && { version: { S: version } }),
  waits: { S: JSON.stringify(waits) },
});

const stillAs = ({ version }: WaitList) =>
  version === undefined
    ? { ConditionExpression: 'attribute_not_exists(ledgerKey)' }
    : {
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': { S: version } },
      };
