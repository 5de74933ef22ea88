import * as v from 'valibot';
import { digest } from '../core/digest.ts';
import { LEDGER_STATES, type LedgerEntry } from '../core/start/ledger.ts';
import { Target } from '../core/statuses/target.ts';
import type { Ledger } from '../core/start/start-ports.ts';
import type { StartedPush, StartedRef } from '../core/start/started-ref.ts';
import type { AwsAccess } from './aws/aws-access.ts';
import { awsCall } from './aws/aws-call.ts';
import type { CallOf, MethodActions } from './aws/method-actions.ts';
import { CALL_LIMITS } from './aws/call-limits.ts';
import { unlessConditionFailed, type Item, type WrittenItem } from './aws/dynamo-item.ts';

/** @see MethodActions */
export const LEDGER_ACTIONS = {
  read: 'dynamodb:GetItem',
  write: 'dynamodb:PutItem',
  readStarted: 'dynamodb:GetItem',
  writeStarted: 'dynamodb:PutItem',
} as const satisfies MethodActions<Ledger>;

/** The table `DeliveriesTable` in infra/resources/tables.yml. */
export function ledgerTable(tableName: string, access: AwsAccess, limits = CALL_LIMITS): Ledger {
  const call: CallOf<'dynamodb', typeof LEDGER_ACTIONS> = awsCall('dynamodb', access, limits);
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

    async readStarted(project, ref) {
      const item = await read(startedKey(project, ref));
      return item && readStarted(item);
    },

    writeStarted: (project, ref, started, known) =>
      unlessConditionFailed(
        call('PutItem', {
          TableName,
          Item: { ledgerKey: { S: startedKey(project, ref) }, ...writeStarted(started) },
          ...stillOf(known),
        }),
      ),
  };
}

const startedKey = (project: string, ref: string): string => `started#${digest(project, ref)}`;

/**
 * Every write changes an entry's owner or state, so if both are the same as when it was read, the entry has not
 * changed.
 */
function stillAs(known: LedgerEntry | undefined) {
  if (!known) return { ConditionExpression: 'attribute_not_exists(ledgerKey)' };
  return {
    ConditionExpression: '#owner = :owner AND #state = :state',
    ExpressionAttributeNames: { '#owner': 'owner', '#state': 'state' },
    ExpressionAttributeValues: { ':owner': { S: known.owner }, ':state': { S: known.state } },
  };
}

/** Every start of a ref writes another build id. */
function stillOf(known: StartedRef | undefined) {
  if (!known) return { ConditionExpression: 'attribute_not_exists(buildId)' };
  return {
    ConditionExpression: 'buildId = :buildId',
    ExpressionAttributeValues: { ':buildId': { S: known.buildId } },
  };
}

function writeEntry({
  ledgerKey,
  state,
  owner,
  leaseUntil,
  generation,
  tokenSince,
  withoutReport,
  buildId,
  target,
  request,
  response,
  countsUntil,
  expiresAt,
}: LedgerEntry): WrittenItem {
  return {
    ledgerKey: { S: ledgerKey },
    state: { S: state },
    owner: { S: owner },
    leaseUntil: { N: String(leaseUntil) },
    generation: { N: String(generation) },
    tokenSince: { N: String(tokenSince) },
    ...(withoutReport && { withoutReport: { S: 'true' } }),
    ...(buildId !== undefined && { buildId: { S: buildId } }),
    ...(target && { target: { S: JSON.stringify(target) } }),
    ...(request !== undefined && { request: { S: request } }),
    ...(response !== undefined && { response: { S: response } }),
    ...(countsUntil !== undefined && { countsUntil: { N: String(countsUntil) } }),
    expiresAt: writeExpiry(expiresAt),
  };
}

/** DynamoDB's time to live has a resolution of seconds. */
const writeExpiry = (expiresAt: number) => ({ N: String(Math.ceil(expiresAt / 1000)) });

/** @throws Error for an entry that no version has written: starting based on a guess could start twice */
function readEntry(ledgerKey: string, item: Item): LedgerEntry {
  const [owner, buildId, request] = ['owner', 'buildId', 'request'].map((name) => item[name]?.S);
  // Version 0.1.0 called it `answer`.
  const response = (item['response'] ?? item['answer'])?.S;
  const state = LEDGER_STATES.find((known) => known === item['state']?.S);
  if (owner === undefined || !state) throw new Error(`The ledger's entry ${ledgerKey} is not valid.`);
  return {
    ledgerKey,
    state,
    owner,
    leaseUntil: Number(item['leaseUntil']?.N ?? 0),
    generation: Number(item['generation']?.N ?? 1),
    tokenSince: Number(item['tokenSince']?.N ?? 0),
    ...(item['withoutReport'] && { withoutReport: true }),
    ...(buildId !== undefined && { buildId }),
    ...readTarget(item),
    ...(request !== undefined && { request }),
    ...(response !== undefined && { response }),
    ...(item['countsUntil'] && { countsUntil: Number(item['countsUntil'].N) }),
    expiresAt: readExpiry(item),
  };
}

/** Without one that cannot be read, a status is missing; with the entry unreadable, a build would be. */
function readTarget(item: Item): Pick<LedgerEntry, 'target'> {
  const read = v.safeParse(writtenTarget, item['target']?.S);
  return read.success ? { target: read.output } : {};
}

const writtenTarget = v.pipe(v.string(), v.parseJson(), Target);

const readExpiry = (item: Item): number => Number(item['expiresAt']?.N ?? 0) * 1000;

/** Without key names, 16 pushes take 1.7 KB: DynamoDB bills writes per KB. */
const writtenPushes = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(v.tuple([v.string(), v.nullable(v.string()), v.nullable(v.number())])),
);

function writeStarted({ pushes, receivedAt, buildId, expiresAt }: StartedRef): WrittenItem {
  const written: v.InferOutput<typeof writtenPushes> = pushes.map(({ commit, previousCommit, pushedAt }) => [
    commit,
    previousCommit ?? null,
    pushedAt ?? null,
  ]);
  return {
    pushes: { S: JSON.stringify(written) },
    ...(receivedAt !== undefined && { receivedAt: { N: String(receivedAt) } }),
    buildId: { S: buildId },
    expiresAt: writeExpiry(expiresAt),
  };
}

function readStarted(item: Item): StartedRef | undefined {
  const [buildId, receivedAt] = [item['buildId']?.S, item['receivedAt']?.N];
  if (buildId === undefined) return undefined;
  return {
    pushes: readPushes(item),
    ...(receivedAt !== undefined && { receivedAt: Number(receivedAt) }),
    buildId,
    expiresAt: readExpiry(item),
  };
}

/** Older rows have a single push in separate attributes, until a start rewrites them. */
function readPushes(item: Item): readonly StartedPush[] {
  const read = v.safeParse(writtenPushes, item['pushes']?.S);
  const [commit, previousCommit] = [item['commit']?.S, item['previousCommit']?.S];
  const pushes = read.success ? read.output : commit === undefined ? [] : [[commit, previousCommit, null] as const];
  return pushes.map(([commit, previousCommit, pushedAt]) => ({
    commit,
    ...(typeof previousCommit === 'string' && { previousCommit }),
    ...(pushedAt !== null && { pushedAt }),
  }));
}
