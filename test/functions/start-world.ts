import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { buildsTable } from '../../functions/adapters/builds-table.ts';
import { codeBuildBuilds } from '../../functions/adapters/codebuild-builds.ts';
import { ledgerTable } from '../../functions/adapters/ledger-table.ts';
import { sqsQueue } from '../../functions/adapters/queue.ts';
import { waitsTable } from '../../functions/adapters/waits-table.ts';
import { indexConfiguration, type Project } from '../../functions/core/configuration.ts';
import type { LogStream } from '../../infra/local/logs/log-events.ts';
import { createLogs } from '../../infra/local/logs/logs.ts';
import { createParameters } from '../../infra/local/parameters/parameters.ts';
import { createQueues } from '../../infra/local/queues/queues.ts';
import { createTables } from '../../infra/local/tables/tables.ts';
import type { TableSpec } from '../../infra/serverless-file/table-spec.ts';
import { NO_EXCERPTS } from './no-excerpts.ts';
import { startStandIns, temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { LOG_GROUP, scriptedCodeBuild } from './scripted-codebuild.ts';

const RESOURCES = new URL('../../infra/resources/tables.yml', import.meta.url);

function tableSpec(logicalId: string): TableSpec {
  const { Resources } = parse(readFileSync(RESOURCES, 'utf8')) as { Resources: Record<string, { Properties: object }> };
  return { ...(Resources[logicalId]?.Properties as Omit<TableSpec, 'TableName'>), TableName: logicalId };
}

/** The tables of infra/resources. */
export const TABLES = [tableSpec('BuildsTable'), tableSpec('DeliveriesTable'), tableSpec('CommitStatusesTable')];

export const webProject: Project = {
  name: 'web',
  sourceType: 'GITHUB',
  repository: { host: 'github.com', fullName: 'acme/web' },
  filterGroups: [[{ type: 'EVENT', pattern: 'PUSH', excludeMatchedPattern: false }]],
  badge: { enabled: true },
};

const QUEUE = 'deliveries.fifo';
const DEAD_LETTERS = 'dead-letters.fifo';
const COMMIT_STATUSES = 'commit-statuses.fifo';
export const QUEUES = [
  {
    name: QUEUE,
    fifo: true,
    visibilityTimeoutSeconds: 360,
    redrive: { deadLetterQueueName: DEAD_LETTERS, maxReceiveCount: 100 },
  },
  { name: DEAD_LETTERS, fifo: true, visibilityTimeoutSeconds: 30 },
  { name: COMMIT_STATUSES, fifo: true, visibilityTimeoutSeconds: 720 },
];

/** The deployed tables and queues, parameters, logs, a scripted CodeBuild, and our adapters. */
export async function startWorld() {
  const directory = await temporaryDirectory();
  const tables = await createTables({ specs: TABLES });
  const codeBuild = scriptedCodeBuild();
  let url = '';
  const queues = createQueues({
    specs: QUEUES,
    endpointUrl: () => url,
    file: join(directory.path, 'queues.jsonl'),
  });
  const parameters = createParameters({ directory: directory.path });
  const streams: LogStream[] = [];
  const logs = createLogs({ streams: () => streams });
  const standIns = await startStandIns(directory.path, [tables, queues, codeBuild, parameters, logs]);
  url = standIns.url;
  const builds = codeBuildBuilds(standIns.access, { deadlineMilliseconds: 8000, attempts: 1 });
  return {
    codeBuild,
    /** For our own signed calls. */
    access: standIns.access,
    /** For the SDK's clients. */
    client: standIns.client,
    parameters,
    /** Writes or rewrites a log stream of builds. */
    async writeLog(streamName: string, text: string) {
      const file = join(directory.path, `${streamName}.log`);
      await writeFile(file, text);
      streams.push({ groupName: LOG_GROUP, streamName, file, createdAt: Date.now() });
    },
    queues: {
      deliveries: QUEUE,
      deadLetters: DEAD_LETTERS,
      commitStatuses: COMMIT_STATUSES,
      url: (name: string) => `${url}/000000000000/${name}`,
      receive: (name: string) =>
        queues.receive(name, { maxMessages: 10, waitSeconds: 0, signal: new AbortController().signal }),
      remove: (receiptHandle: string) => queues.delete(QUEUE, receiptHandle),
      removeFrom: (name: string, receiptHandle: string) => queues.delete(name, receiptHandle),
    },
    configuration: indexConfiguration({
      hooks: [{ name: 'github', provider: 'github', host: 'github.com' }],
      projects: [webProject],
    }),
    rows: buildsTable('BuildsTable', standIns.access),
    ledger: ledgerTable('DeliveriesTable', standIns.access),
    waits: waitsTable('DeliveriesTable', standIns.access),
    builds,
    account: builds,
    settled: new Set<string>(),
    deliveries: sqsQueue(`${url}/000000000000/${QUEUE}`, standIns.access),
    commitStatuses: sqsQueue(`${url}/000000000000/${COMMIT_STATUSES}`, standIns.access),
    // No project here has logExcerpt.
    excerptsQueue: NO_EXCERPTS,
    region: 'us-east-1',
    now: Date.now,
    async stop() {
      await standIns.stop();
      queues.stop();
      await tables.stop();
      await directory.remove();
    },
  };
}
export type World = Awaited<ReturnType<typeof startWorld>>;
