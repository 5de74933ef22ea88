import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { awsCall } from '../../../functions/adapters/aws/aws-call.ts';
import { CALL_LIMITS } from '../../../functions/adapters/aws/call-limits.ts';
import type { AwsAction, MethodActions } from '../../../functions/adapters/aws/method-actions.ts';
import { PARAMETERS_ACTIONS, parametersUnder } from '../../../functions/adapters/aws/parameters-under.ts';
import { BADGE_ROW_ACTIONS, BADGE_ROWS_ACTIONS, badgeRow, badgeRows } from '../../../functions/adapters/badge-rows.ts';
import { BUILD_LOGS_ACTIONS, buildLogs } from '../../../functions/adapters/build-logs.ts';
import { BUILDS_TABLE_ACTIONS, buildsTable } from '../../../functions/adapters/builds-table.ts';
import { ACCOUNT_ACTIONS, CODEBUILD_ACTIONS } from '../../../functions/adapters/codebuild-actions.ts';
import { codeBuildBuilds } from '../../../functions/adapters/codebuild-builds.ts';
import { LEDGER_ACTIONS, ledgerTable } from '../../../functions/adapters/ledger-table.ts';
import { parameterSecrets, SECRETS_ACTIONS } from '../../../functions/adapters/parameter-secrets.ts';
import { QUEUE_ACTIONS, sqsQueue } from '../../../functions/adapters/queue.ts';
import { WAITS_ACTIONS, waitsTable } from '../../../functions/adapters/waits-table.ts';
import { authenticator } from '../../../functions/adapters/sign-in/authenticate.ts';
import { RANK } from '../../../functions/core/builds/build-record.ts';
import { makeToken, TOKEN_BYTES } from '../../../functions/core/access/token.ts';

/** IAM's name of a service, by the prefix of the X-Amz-Target of its requests. */
const SERVICES: Readonly<Record<string, string>> = {
  CodeBuild_20161006: 'codebuild',
  DynamoDB_20120810: 'dynamodb',
  Logs_20140328: 'logs',
  AmazonSQS: 'sqs',
  AmazonSSM: 'ssm',
};

let called = new Set<string>();
const server = createServer((request, response) => {
  const [target = '', operation = ''] = String(request.headers['x-amz-target']).split('.');
  called.add(`${SERVICES[target]}:${operation}`);
  request.resume().on('end', () => response.end('{}'));
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => (called = new Set()));

function adapters() {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const endpointUrls = { codebuild: url, dynamodb: url, logs: url, ssm: url };
  const access = { region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 's' }, endpointUrls };
  const dynamodb = awsCall('dynamodb', access, CALL_LIMITS);
  return {
    readRow: badgeRow(dynamodb, 'builds'),
    readRows: badgeRows(dynamodb, 'builds'),
    rows: buildsTable('builds', access),
    ledger: ledgerTable('deliveries', access),
    waits: waitsTable('deliveries', access),
    logs: buildLogs(access),
    queue: sqsQueue(`${url}/1/queue`, access),
    secrets: parameterSecrets('prod', access),
    parameters: parametersUnder('/pushlight/prod/tokens/', access),
    authenticate: authenticator({ stage: 'prod', access }),
    builds: codeBuildBuilds(access),
  };
}

type Adapters = ReturnType<typeof adapters>;
type Calls<Actions> = Readonly<Record<keyof Actions, (adapters: Adapters) => Promise<unknown>>>;

/** One row for each method: the compiler requires all of them. */
const methods = <const Actions extends MethodActions<Readonly<Record<string, unknown>>>>(
  port: string,
  actions: Actions,
  calls: Calls<Actions>,
) =>
  Object.entries<AwsAction>(actions).map(([method, action]) => ({
    method: `${port}.${method}`,
    action,
    call: calls[method as keyof Actions],
  }));

const record = { project: 'web', buildId: 'web:1', number: 1, rank: RANK.ended, status: 'SUCCEEDED' } as const;
const entry = {
  ledgerKey: 'k',
  state: 'STARTING',
  owner: 'o',
  leaseUntil: 1,
  generation: 1,
  tokenSince: 1,
  expiresAt: 1,
} as const;
const started = { pushes: [], buildId: 'web:1', expiresAt: 1 };
const request = { project: 'web', environmentVariables: [], idempotencyToken: 't' };
const key = { project: 'web', row: 'latest' };

test.each([
  ...methods('readRow', BADGE_ROW_ACTIONS, { call: ({ readRow }) => readRow(key) }),
  ...methods('readRows', BADGE_ROWS_ACTIONS, { call: ({ readRows }) => readRows([key]) }),
  ...methods('rows', BUILDS_TABLE_ACTIONS, {
    readBuild: ({ rows }) => rows.readBuild('web', 1),
    advanceBuild: ({ rows }) => rows.advanceBuild(record),
    writeBuild: ({ rows }) => rows.writeBuild(record, record),
    readNewest: ({ rows }) => rows.readNewest('web', 'latest'),
    advanceNewest: ({ rows }) => rows.advanceNewest('latest', record),
    writeNewest: ({ rows }) => rows.writeNewest('latest', { newest: record }, undefined),
    readBuilds: ({ rows }) => rows.readBuilds([record]),
    readNewestOf: ({ rows }) => rows.readNewestOf([key]),
    readExcerpted: ({ rows }) => rows.readExcerpted('web', 1),
    oldRows: ({ rows }) => rows.oldRows(undefined),
    unfinished: ({ rows }) => rows.unfinished(),
    list: ({ rows }) => rows.list('web', { ref: 'refs/heads/main', limit: 1 }),
    remove: ({ rows }) => rows.remove('latest', record),
    readCursor: ({ rows }) => rows.readCursor(),
    writeCursor: ({ rows }) => rows.writeCursor({ after: 'web', upgrade: 'done' }),
  }),
  ...methods('ledger', LEDGER_ACTIONS, {
    read: ({ ledger }) => ledger.read('k'),
    write: ({ ledger }) => ledger.write(entry, undefined),
    readStarted: ({ ledger }) => ledger.readStarted('web', 'refs/heads/main'),
    writeStarted: ({ ledger }) => ledger.writeStarted('web', 'refs/heads/main', started, undefined),
  }),
  ...methods('waits', WAITS_ACTIONS, {
    read: ({ waits }) => waits.read(),
    write: ({ waits }) => waits.write({ waits: [], version: '2' }, { waits: [], version: '1' }),
  }),
  ...methods('logs', BUILD_LOGS_ACTIONS, {
    read: ({ logs }) => logs.read({ groupName: 'g', streamName: 's' }, undefined),
  }),
  ...methods('queue', QUEUE_ACTIONS, {
    send: ({ queue }) => queue.send({ body: 'b', groupId: 'g', deduplicationId: 'd' }),
    hideFor: ({ queue }) => queue.hideFor('handle', 1),
  }),
  ...methods('secrets', SECRETS_ACTIONS, { ofHook: ({ secrets }) => secrets.ofHook('github') }),
  ...methods('parameters', PARAMETERS_ACTIONS, { call: ({ parameters }) => parameters(0) }),
  ...methods('authenticate', PARAMETERS_ACTIONS, {
    call: ({ authenticate }) => authenticate(`Bearer ${makeToken(Buffer.alloc(TOKEN_BYTES))}`, 0),
  }),
  ...methods('builds', CODEBUILD_ACTIONS, {
    start: ({ builds }) => builds.start(request),
    retry: ({ builds }) => builds.retry('web:1', 't'),
    stop: ({ builds }) => builds.stop('web:1'),
    get: ({ builds }) => builds.get(['web:1']),
    newestIds: ({ builds }) => builds.newestIds('web'),
  }),
  ...methods('account', ACCOUNT_ACTIONS, { listedIds: ({ builds }) => builds.listedIds() }),
])('$method calls $action and nothing else', async ({ action, call }) => {
  // Some methods read more from the response than this empty one contains.
  await call(adapters()).catch(() => undefined);
  expect([...called]).toEqual([action]);
});
