import { randomUUID } from 'node:crypto';
import { EventEmitter, on } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CodeBuildClient, ListBuildsForProjectCommand } from '@aws-sdk/client-codebuild';
import { sign } from '@octokit/webhooks-methods';
import { buildsTable } from '../../functions/adapters/builds-table.ts';
import { SETTINGS_FILE, type DeliverySettings, type Remote } from '../../infra/local/git/remote.ts';
import { SAMPLE } from '../../infra/local/git/remotes.ts';
import type { Progress } from '../../infra/local/progress.ts';
import { startLocalService, type LocalService, type LocalServiceOptions } from '../../infra/local/local-service.ts';
import { accessTo, temporaryDirectory } from '../infra/local/start-stand-ins.ts';

/** The whole service on free ports, with a directory of its own that is removed with it. */
export interface ObservedService extends LocalService {
  readonly directory: string;
  readonly sample: Remote;
  /** Everything reported so far. */
  readonly progress: readonly Progress[];
  /** Every line that a function printed so far. */
  readonly logs: readonly string[];
  readonly codeBuild: CodeBuildClient;
  readonly rows: ReturnType<typeof buildsTable>;
  /** Forgets the reports and logs so far. */
  clear(): void;
  /** Resolves to what `look` finds in the reports and logs, as soon as it finds something. */
  until<T>(look: (service: ObservedService) => T | undefined): Promise<T>;
  /** Resolves when the badge shows the end of the project's build with this number. */
  shown(number: number, project?: string): Promise<void>;
  buildCount(): Promise<number>;
}

export async function runService(options: Partial<LocalServiceOptions> = {}): Promise<ObservedService> {
  const directory = await temporaryDirectory();
  const happened = new EventEmitter().setMaxListeners(0);
  const keepIn =
    <T>(list: T[]) =>
    (item: T): void => {
      list.push(item);
      happened.emit('happened');
    };
  const progress: Progress[] = [];
  const logs: string[] = [];
  const service = await startLocalService({
    directory: directory.path,
    port: 0,
    awsPort: 0,
    report: keepIn(progress),
    onLog: keepIn(logs),
    ...options,
  });
  const client = { endpoint: service.awsUrl, region: 'us-east-1', credentials: service.credentials };
  const codeBuild = new CodeBuildClient(client);
  const running: ObservedService = {
    ...service,
    directory: directory.path,
    sample: service.remotes.find(({ name }) => name === SAMPLE)!,
    progress,
    logs,
    codeBuild,
    rows: buildsTable('pushlight-local-builds', accessTo(service.awsUrl, service.credentials)),
    clear() {
      progress.length = 0;
      logs.length = 0;
    },
    async until(look) {
      const events = on(happened, 'happened');
      for (let found = look(running); ; found = look(running)) {
        if (found !== undefined) return found;
        await events.next();
      }
    },
    async shown(number, project = SAMPLE) {
      await running.until(() => {
        const ended = progress.findIndex(
          (step) => step.type === 'ended' && step.project === project && step.number === number,
        );
        return progress.find(
          (step, at) => step.type === 'badge' && step.project === project && at > ended && ended >= 0,
        );
      });
    },
    async buildCount() {
      const { ids = [] } = await codeBuild.send(new ListBuildsForProjectCommand({ projectName: SAMPLE }));
      return ids.length;
    },
    async stop() {
      await service.stop();
      await directory.remove();
    },
  };
  return running;
}

/** The text of a badge, as a screen reader reads it. */
export async function badgeOf(url: string, query = '', project = SAMPLE): Promise<string | undefined> {
  const response = await fetch(`${url}/badges/${project}.svg${query}`);
  return /aria-label="([^"]*)"/.exec(await response.text())?.[1];
}

export const deliverySettings = async (remote: Remote): Promise<DeliverySettings> =>
  JSON.parse(await readFile(path.join(remote.path, SETTINGS_FILE), 'utf8')) as DeliverySettings;

/** Sends a push webhook as GitHub does, by default with a right signature and a new delivery id. */
export async function deliver(
  { url, secret }: DeliverySettings,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': await sign(secret, body),
      ...headers,
    },
    body,
  });
}
