import type { SQSEvent } from 'aws-lambda';
import type { Provider } from '../../functions/core/vocabulary.ts';
import { indexConfiguration } from '../../functions/core/configuration.ts';
import { createPauses } from '../../functions/core/statuses/pauses.ts';
import type { GitHosts, SentStatus, SentStatuses } from '../../functions/core/statuses/status-ports.ts';
import type { Ports } from '../../functions/report.ts';
import { createCommitStatuses, type CommitStatuses } from '../../infra/local/git-hosts/commit-statuses.ts';
import { standInOf } from '../../infra/local/git-hosts/stand-in-of.ts';

export const CREDENTIAL = 'canary-credential-0123456789';

/** A provider at a host: every kind that has an API of its own. */
export const HOSTS: readonly (readonly [name: string, provider: Provider, host: string])[] = [
  ['GitHub', 'github', 'github.com'],
  ['GitHub Enterprise Server', 'github', 'github.acme.io'],
  ['GitLab', 'gitlab', 'gitlab.com'],
  ['Bitbucket Cloud', 'bitbucket', 'bitbucket.org'],
  ['Bitbucket Data Center', 'bitbucket', 'git.acme.io'],
  ['Gitea', 'gitea', 'codeberg.org'],
];

/** What happens to a call: nothing, an end before or after it is done, or a host's response instead. */
export type Fault = 'none' | 'before' | 'after' | 429 | 409 | 503;
export type Inject = (what: 'read' | 'write' | 'call') => Fault;

/** The ports of `report` with a host's stand-in and a table in memory, fast enough for thousands of schedules. */
export function reportWorld(
  [, provider, host]: (typeof HOSTS)[number],
  {
    inject = () => 'none',
    now = () => 0,
    allows = () => true,
  }: {
    readonly inject?: Inject;
    readonly now?: () => number;
    readonly allows?: (repository: string) => boolean;
  } = {},
) {
  const kept: string[] = [];
  const statuses: CommitStatuses = createCommitStatuses({
    now,
    onStatus: ({ state, description }) => void kept.push(`${state}: ${description}`),
  });
  const standIn = standInOf({ provider, host }, { statuses, credential: () => CREDENTIAL, allows });
  const calls: string[] = [];
  const deadLetters: string[] = [];
  const hidden: number[] = [];

  async function faulty<T>(what: Parameters<Inject>[0], run: (instead?: number) => T): Promise<T> {
    const fault = inject(what);
    if (fault === 'before') throw new Error('It died before.');
    const result = run(typeof fault === 'number' ? fault : undefined);
    if (fault === 'after') throw new Error('It died after.');
    return result;
  }

  const hosts: GitHosts = {
    call: (base, { method, path, body }, authorization) =>
      faulty('call', (status) => {
        if (status !== undefined) return { status, headers: {}, body: undefined };
        calls.push(`${method} ${base}${path}`);
        const request = {
          method,
          path: new URL(base + path).pathname + new URL(base + path).search,
          headers: authorization,
          body: JSON.stringify(body ?? {}),
        };
        const { json, headers = {}, ...response } = standIn(request);
        return { ...response, headers, body: json };
      }),
  };
  const ports: Ports = {
    configuration: indexConfiguration({
      hooks: [{ name: 'host', provider, host, credential: 'token' }],
      projects: [],
    }),
    credentials: { ofHook: async () => CREDENTIAL },
    sent: sentInMemory(faulty),
    hosts,
    received: { hideFor: async (_, seconds) => void hidden.push(seconds) },
    deadLetters: { send: async ({ body }) => void deadLetters.push(body) },
    pauses: createPauses(),
    now,
  };
  return { ports, statuses, kept, calls, deadLetters, hidden };
}

function sentInMemory(faulty: <T>(what: 'read' | 'write', run: () => T) => Promise<T>): SentStatuses {
  const rows = new Map<string, SentStatus>();
  const counts = new Map<string, number>();
  return {
    read: (key) => faulty('read', () => rows.get(key)),
    write: (key, status, known) =>
      faulty('write', () => {
        if (rows.get(key)?.version !== known?.version) return false;
        rows.set(key, { ...status, version: (known?.version ?? 0) + 1 });
        return true;
      }),
    async count(key) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
      return counts.get(key)!;
    },
  };
}

/** Messages of one group, as Lambda's event source passes them. */
export const batchOf = (bodies: readonly string[], group = 'commit'): SQSEvent => ({
  Records: bodies.map((body, index) => ({
    messageId: String(index),
    receiptHandle: `receipt-${index}`,
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '0',
      MessageGroupId: group,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn',
    awsRegion: 'us-east-1',
  })),
});
