import fc from 'fast-check';
import { expect } from 'vitest';
import type { Hook } from '../../../../functions/core/configuration.ts';
import { makeJob, readMessage, writeMessage } from '../../../../functions/core/start/job.ts';
import { PROTOCOLS } from '../../../../functions/core/providers/protocols.ts';
import { fixture } from './fixture.ts';
import { githubPayloads } from './github-examples.ts';

/** A valid delivery, to be changed into an invalid one. */
export interface Sample {
  readonly hook: Hook;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const hooks = {
  github: { name: 'github', provider: 'github', host: 'github.com' },
  gitlab: { name: 'gitlab', provider: 'gitlab', host: 'gitlab.com' },
  bitbucket: { name: 'bitbucket', provider: 'bitbucket', host: 'bitbucket.org' },
  gitea: { name: 'gitea', provider: 'gitea', host: 'git.acme.io' },
} as const satisfies Record<string, Hook>;

const github = (event: string, action?: string): Sample => ({
  hook: hooks.github,
  headers: { 'x-github-event': event, 'x-github-delivery': 'd' },
  body: Buffer.from(
    JSON.stringify(
      githubPayloads(event).find((payload) => !action || ('action' in payload && payload.action === action)),
    ),
  ),
});
const gitlab = (path: string): Sample => ({
  hook: hooks.gitlab,
  headers: { 'webhook-id': 'd' },
  body: fixture(`gitlab/${path}`),
});
const bitbucket = (event: string, path: string): Sample => ({
  hook: hooks.bitbucket,
  headers: { 'x-event-key': event, 'x-request-uuid': 'd' },
  body: fixture(path),
});
const gitea = (family: string, event: string, path: string): Sample => ({
  hook: hooks.gitea,
  headers: { [`x-${family}-event`]: event, [`x-${family}-delivery`]: 'd' },
  body: fixture(path),
});

/** One delivery of each shape that a parser reads. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  'push of GitHub': github('push'),
  'pull request of GitHub': github('pull_request', 'opened'),
  'release of GitHub': github('release', 'released'),
  'push of GitLab': gitlab('push.json'),
  'merge request of GitLab': gitlab('merge-request-update.json'),
  'release of GitLab': gitlab('release-create.json'),
  'push of Bitbucket': bitbucket('repo:push', 'bitbucket/repo-push.json'),
  'pull request of Bitbucket': bitbucket('pullrequest:created', 'bitbucket/pullrequest-created.json'),
  'push of Bitbucket Data Center': bitbucket('repo:refs_changed', 'bitbucket-data-center/refs-changed.json'),
  'pull request of Bitbucket Data Center': bitbucket('pr:opened', 'bitbucket-data-center/pr-opened-from-fork.json'),
  'push of Gitea': gitea('gitea', 'push', 'gitea/push-2017.json'),
  'pull request of Gitea': gitea('gitea', 'pull_request', 'gitea/pull-request-synchronized.json'),
  'release of Gitea': gitea('gitea', 'release', 'gitea/release-published.json'),
  'created tag of Gogs': gitea('gogs', 'create', 'gitea/create-tag.json'),
};

/** This push with as many commits, each with as many files, as given. */
export function largePush(sample: Sample, commits: number, filesEach: number): Sample {
  const all = Array.from({ length: commits }, (_commit, index) => ({
    id: 'a'.repeat(40),
    message: 'x',
    added: [],
    removed: [],
    modified: Array.from({ length: filesEach }, (_file, file) => `src/${index}/${file}.ts`),
  }));
  const counted = { commits: all, total_commits_count: commits, total_commits: commits };
  const payload = { ...(JSON.parse(sample.body.toString()) as object), ...counted };
  return { ...sample, body: Buffer.from(JSON.stringify(payload)) };
}

export const parse = ({ hook, headers, body }: Sample) => PROTOCOLS[hook.provider].parse({ headers, body }, hook);

/** Values that hostile senders put where something else is expected. */
const HOSTILE: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  Number.MAX_VALUE,
  '',
  ' ',
  'main\n',
  '\0',
  '\ud800',
  '\ufffe',
  '\u2028',
  'HEAD',
  'refs/heads/',
  'refs/heads/refs/heads/main',
  'refs/heads/main\n',
  'refs/heads/../x',
  'refs/heads/.lock',
  'refs/tags/main',
  'refs/pull/1/merge',
  'refs/pull/1/head',
  'refs/heads/m\u0430in',
  'refs/heads/\u202emain',
  'refs/heads/$(id)',
  'refs/heads/`id`',
  'refs/heads/;rm -rf /',
  'refs/heads/%0a',
  'refs/heads/"><svg onload=alert(1)>',
  `refs/heads/${'x'.repeat(5000)}`,
  '0'.repeat(40),
  'a'.repeat(39),
  'a'.repeat(41),
  'a'.repeat(64),
  'A'.repeat(40),
  'http://169.254.169.254/',
  [],
  {},
  [[]],
  { length: 1 },
];

const hostile = fc.oneof(fc.constantFrom(...HOSTILE), fc.jsonValue({ maxDepth: 3 }));

/** Every payload gives a result; a resulting event can be queued, and belongs to the hook's host. */
export function parsesWhateverStandsWhere(sample: Sample, numRuns: number): void {
  const payload: unknown = JSON.parse(sample.body.toString());
  const places = pathsOf(payload);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...places), hostile), { minLength: 1, maxLength: 4 }), (changes) => {
      const copy = structuredClone(payload);
      for (const [path, value] of changes) place(copy, path, structuredClone(value));
      checkResult({ ...sample, body: Buffer.from(JSON.stringify(copy)) });
    }),
    { numRuns },
  );
}

/** The same for bytes that are not a payload, or only the beginning of one. */
export function parsesAnyBytes(sample: Sample, numRuns: number): void {
  const cut = fc.nat(sample.body.length).map((end) => sample.body.subarray(0, end));
  const bytes = fc.oneof(
    fc.uint8Array().map((array) => Buffer.from(array)),
    fc.json().map((text) => Buffer.from(text)),
    cut,
  );
  fc.assert(
    fc.property(bytes, (body) => checkResult({ ...sample, body })),
    { numRuns },
  );
}

function checkResult(sample: Sample): void {
  const parsed = parse(sample);
  if (parsed.kind !== 'events') return;
  expect(parsed.events.length).toBeGreaterThan(0);
  for (const event of parsed.events) {
    expect(event.repository.host).toBe(sample.hook.host);
    const received = { hook: sample.hook.name, deliveryId: 'd', receivedAt: 0, identity: parsed.identity };
    const { body } = writeMessage(makeJob(event, 'web', received), 'request');
    expect(readMessage(body)).toHaveProperty('job');
    expect(body.length).toBeLessThan(32_000);
  }
}

type Path = readonly (string | number)[];

/** Every path in a JSON value. */
function pathsOf(value: unknown, at: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  const below = entries.flatMap(([key, member]: [string | number, unknown]) => pathsOf(member, [...at, key]));
  return at.length === 0 ? below : [at, ...below];
}

/** Sets a value at a path if it still exists: an earlier change may have removed it. */
function place(root: unknown, path: Path, value: unknown): void {
  let at = root;
  for (const key of path.slice(0, -1)) {
    if (typeof at !== 'object' || at === null) return;
    at = (at as Record<string | number, unknown>)[key];
  }
  if (typeof at === 'object' && at !== null) (at as Record<string | number, unknown>)[path.at(-1)!] = value;
}
