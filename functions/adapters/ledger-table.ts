import { digest } from '../core/digest.ts';
import { LEDGER_STATES, type LedgerEntry, type StartedPush } from '../core/ledger.ts';
import type { Ledger } from '../core/ports.ts';
import type { AwsAccess } from './aws-access.ts';
import { awsCall } from './aws-call.ts';
import { CALL_LIMITS } from './call-limits.ts';
import { unlessConditionFailed, type Item } from './dynamo-item.ts';

/** The table `DeliveriesTable` of infra/resources/tables.yml. */
export function ledgerTable(tableName: string, access: AwsAccess, limits = CALL_LIMITS): Ledger {
  const call = awsCall('dynamodb', access, limits);
  const TableName = tableName;

  async function read(ledgerKey: string): Promise<Item | undefined> {
    const query = { TableName, Key: { ledgerKey: { S: ledgerKey } }, ConsistentRead: true };
    const { Item: found } = (await call('GetItem', query)) as { readonly Item?: Item };
    return found;
  }

  return {
    async read(ledgerKey) {
      const item = await read(ledgerKey);
      return item && readEntry(ledgerKey, item);
    },

    write: (entry, known) =>
      unlessConditionFailed(call('PutItem', { TableName, Item: writeEntry(entry), ...stillAs(known) })),

    async lastStarted(project, ref) {
      const item = await read(startedKey(project, ref));
      return item && readStarted(item);
    },

    async rememberStarted(project, ref, { commit, previousCommit, receivedAt, buildId }) {
      const started: Item = {
        ledgerKey: { S: startedKey(project, ref) },
        ...(commit !== undefined && { commit: { S: commit } }),
        ...(previousCommit !== undefined && { previousCommit: { S: previousCommit } }),
        receivedAt: { N: String(receivedAt) },
        buildId: { S: buildId },
      };
      await call('PutItem', { TableName, Item: started });
    },
  };
}

const startedKey = (project: string, ref: string): string => `started#${digest(project, ref)}`;

/** Every write of an entry changes its owner or its state, so these two tell whether it is still the one read. */
function stillAs(known: LedgerEntry | undefined) {
  if (!known) return { ConditionExpression: 'attribute_not_exists(ledgerKey)' };
  return {
    ConditionExpression: '#owner = :owner AND #state = :state',
    ExpressionAttributeNames: { '#owner': 'owner', '#state': 'state' },
    ExpressionAttributeValues: { ':owner': { S: known.owner }, ':state': { S: known.state } },
  };
}

function writeEntry({
  ledgerKey,
  state,
  owner,
  leaseUntil,
  generation,
  tokenSince,
  buildId,
  request,
  answer,
  expiresAt,
}: LedgerEntry): Item {
  return {
    ledgerKey: { S: ledgerKey },
    state: { S: state },
    owner: { S: owner },
    leaseUntil: { N: String(leaseUntil) },
    generation: { N: String(generation) },
    tokenSince: { N: String(tokenSince) },
    ...(buildId !== undefined && { buildId: { S: buildId } }),
    ...(request !== undefined && { request: { S: request } }),
    ...(answer !== undefined && { answer: { S: answer } }),
    // DynamoDB's time to live counts in seconds.
    expiresAt: { N: String(Math.ceil(expiresAt / 1000)) },
  };
}

/** @throws Error for an entry that no version of ours has written: starting on a guess could start twice */
function readEntry(ledgerKey: string, item: Item): LedgerEntry {
  const [owner, buildId, request, answer] = ['owner', 'buildId', 'request', 'answer'].map((name) => item[name]?.S);
  const state = LEDGER_STATES.find((known) => known === item['state']?.S);
  if (owner === undefined || !state) throw new Error(`The ledger's entry ${ledgerKey} can't be read.`);
  return {
    ledgerKey,
    state,
    owner,
    leaseUntil: Number(item['leaseUntil']?.N ?? 0),
    generation: Number(item['generation']?.N ?? 1),
    tokenSince: Number(item['tokenSince']?.N ?? 0),
    ...(buildId !== undefined && { buildId }),
    ...(request !== undefined && { request }),
    ...(answer !== undefined && { answer }),
    expiresAt: Number(item['expiresAt']?.N ?? 0) * 1000,
  };
}

function readStarted(item: Item): StartedPush | undefined {
  const [commit, previousCommit, buildId] = [item['commit']?.S, item['previousCommit']?.S, item['buildId']?.S];
  if (buildId === undefined) return undefined;
  const receivedAt = Number(item['receivedAt']?.N ?? 0);
  return {
    ...(commit !== undefined && { commit }),
    ...(previousCommit !== undefined && { previousCommit }),
    receivedAt,
    buildId,
  };
}
