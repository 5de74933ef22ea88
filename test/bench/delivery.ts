import { createHmac } from 'node:crypto';
import { sign } from '@octokit/webhooks-methods';
import { indexConfiguration, type Configuration, type Hook, type Project } from '../../functions/core/configuration.ts';
import { makeJob } from '../../functions/core/start/job.ts';
import { match } from '../../functions/core/webhook/match.ts';
import { github } from '../../functions/core/providers/github/github.ts';
import { compiledProjects } from '../../infra/projects-file/compiled-projects.ts';
import { readProjectsFile } from '../../infra/projects-file/read-projects-file.ts';
import { githubPayloads } from '../functions/core/providers/github-examples.ts';
import { alternate } from './alternate.ts';
import type { Row } from './row.ts';

const DELIVERIES_PER_ROUND = 100;
const SECRET = 'a secret of this bench';

/** Compares the cost of a delivery with the minimum: one HMAC-SHA256 and one JSON.parse of the same bytes. */
export async function benchDelivery(): Promise<readonly Row[]> {
  const body = Buffer.from(JSON.stringify(push()));
  const headers = { 'x-github-event': 'push', 'x-hub-signature-256': await sign(SECRET, body.toString()) };
  const few = configuration(10);
  const many = configuration(10_000);

  const least = () => {
    createHmac('sha256', SECRET).update(body).digest('hex');
    JSON.parse(body.toString());
  };
  const times = await alternate(
    {
      least,
      // Each delivery has a different body, so that nothing can be remembered from one to the next.
      few: () => deliver({ headers, body: body.subarray() }, few),
      many: () => deliver({ headers, body: body.subarray() }, many),
    },
    DELIVERIES_PER_ROUND,
  );
  const [overLeast, manyOverFew] = [times.few / times.least, times.many / times.few];
  return [
    {
      what: `verify, parse and match a push of ${(body.length / 1024).toFixed(0)} KB and 20 commits`,
      ours: microseconds(times.few),
      peer: `${microseconds(times.least)} (HMAC and JSON.parse)`,
      ratio: overLeast,
      target: '1.3 ×',
      met: overLeast <= 1.3,
    },
    {
      what: 'the same with 10,000 projects',
      ours: microseconds(times.many),
      peer: `${microseconds(times.few)} (with 10 projects)`,
      ratio: manyOverFew,
      target: '1.1 ×',
      met: manyOverFew <= 1.1,
    },
  ];
}

const microseconds = (value: number): string => `${(value * 1000).toFixed(0)} µs`;

async function deliver(
  delivery: Parameters<typeof github.verify>[0],
  { configuration, hook }: Configured,
): Promise<void> {
  const verified = github.verify(delivery, { secrets: [SECRET], verification: 'signature', now: Date.now() });
  const parsed = github.parse(delivery, hook);
  if (!verified || parsed.kind !== 'events') throw new Error(`The bench's push was not taken: ${parsed.kind}.`);
  const event = parsed.events[0]!;
  const judged = await match(event, hook, configuration);
  const received = { hook: hook.name, deliveryId: 'd', receivedAt: 0, identity: parsed.identity };
  for (const { name, verdict } of judged) if (verdict === 'queued') makeJob(event, name, received);
}

interface Configured {
  readonly configuration: Configuration;
  readonly hook: Hook;
}

function configuration(count: number): Configured {
  const file = readProjectsFile(`
webhooks: { github: { provider: github } }
projects:
  - name: web
    arn: arn:aws:codebuild:us-east-1:123456789012:project/web
    source: { type: GITHUB, location: https://github.com/Codertocat/Hello-World.git }
    webhook: { filterGroups: [[{ type: EVENT, pattern: PUSH }, { type: HEAD_REF, pattern: '^refs/heads/main$' }]] }
`);
  if ('problems' in file) throw new Error(JSON.stringify(file.problems));
  const { hooks, projects } = compiledProjects(file);
  const [web] = projects as readonly [Project];
  const others = Array.from({ length: count - 1 }, (_, index): Project => ({
    ...web,
    name: `project-${index}`,
    repository: { host: 'github.com', fullName: `acme/project-${index}` },
  }));
  return { configuration: indexConfiguration({ hooks, projects: [...others, web] }), hook: hooks[0]! };
}

/** A real push from GitHub, with its commit repeated twenty times and its files until it has 30 KB. */
function push(): object {
  const example = githubPayloads('push').find((each) => 'ref' in each && each.ref === 'refs/heads/master')!;
  const { commits, head_commit } = githubPayloads('push').find(
    (each): each is { commits: object[]; head_commit: object } =>
      'commits' in each && Array.isArray(each.commits) && each.commits.length > 0,
  ) ?? { commits: [COMMIT], head_commit: COMMIT };
  const commit = { ...commits[0], modified: Array.from({ length: 16 }, (_, file) => `src/components/file-${file}.ts`) };
  return {
    ...example,
    ref: 'refs/heads/main',
    before: 'a'.repeat(40),
    after: 'b'.repeat(40),
    created: false,
    deleted: false,
    forced: false,
    head_commit,
    commits: Array.from({ length: 20 }, () => commit),
  };
}

/** GitHub's documented commit, since no example has one. */
const AUTHOR = { name: 'Codertocat', email: '21031067+Codertocat@users.noreply.github.com', username: 'Codertocat' };
const COMMIT = {
  id: 'b'.repeat(40),
  tree_id: 'c'.repeat(40),
  distinct: true,
  message: 'Adding a .gitignore file',
  timestamp: '2019-05-15T15:20:41Z',
  url: `https://github.com/Codertocat/Hello-World/commit/${'b'.repeat(40)}`,
  author: AUTHOR,
  committer: AUTHOR,
  added: ['.gitignore'],
  removed: [],
  modified: [],
};
