import { createHash } from 'node:crypto';
import path from 'node:path';
import { parseCloneUrl } from '../../../functions/core/providers/parse-clone-url.ts';
import { isZeroCommit } from '../../../functions/core/ref.ts';
import { git } from './git.ts';

/** One line of a post-receive hook's input (https://git-scm.com/docs/githooks#post-receive). */
export interface RefUpdate {
  readonly before: string;
  readonly after: string;
  readonly ref: string;
}

const MOST_COMMITS = 2048;

/** The body that GitHub sends for a push (https://docs.github.com/webhooks/webhook-events-and-payloads#push). */
export async function pushPayload(repository: string, { before, after, ref }: RefUpdate, now: Date): Promise<object> {
  const created = isZeroCommit(before);
  const deleted = isZeroCommit(after);
  const head = deleted ? undefined : await git(repository, 'rev-parse', `${after}^{commit}`);
  const forced = !created && !deleted && (await git(repository, 'rev-list', '-1', before, `^${after}`)) !== '';
  const range = [`--max-count=${MOST_COMMITS}`, `${before}..${after}`];
  const commits = created || deleted ? [] : await readCommits(repository, range);
  const headCommit = deleted ? undefined : (await readCommits(repository, ['-1', after]))[0];
  const fullName = parseCloneUrl(repository)?.fullName ?? repository;
  const owner = { login: 'localhost', id: 1, type: 'User' };
  return {
    ref,
    before,
    after: head ?? after,
    created,
    deleted,
    forced,
    base_ref: null,
    compare: '',
    commits,
    head_commit: headCommit ?? null,
    repository: {
      id: Number.parseInt(createHash('sha256').update(fullName).digest('hex').slice(0, 12), 16),
      name: path.basename(fullName),
      full_name: fullName,
      private: true,
      owner,
      clone_url: repository,
      // GitHub's times are whole seconds, but here two pushes can happen within one second.
      pushed_at: now.getTime() / 1000,
      default_branch: await git(repository, 'symbolic-ref', '--short', 'HEAD'),
    },
    pusher: { name: owner.login, email: 'pushlight@localhost' },
    sender: owner,
  };
}

/** NUL terminates fields and file names, so that no message or name can be confused with another. */
async function readCommits(repository: string, selection: readonly string[]): Promise<readonly object[]> {
  const format = '--format=%x00%x00%H%x00%T%x00%aI%x00%an%x00%ae%x00%B%x00';
  const printed = await git(
    repository,
    'log',
    '--reverse',
    '--name-status',
    '--no-renames',
    '-z',
    format,
    ...selection,
    '--',
  );
  return printed
    .split('\0\0\0')
    .filter((record) => record !== '')
    .map(readCommit);
}

function readCommit(record: string): object {
  const [id, tree_id, timestamp, name, email, message = '', ...changes] = record.replace(/^\0+/, '').split('\0');
  const files = { added: [] as string[], removed: [] as string[], modified: [] as string[] };
  const fields = changes.map((field) => field.replace(/^\n+/, '')).filter((field) => field !== '');
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const list = fields[at] === 'A' ? files.added : fields[at] === 'D' ? files.removed : files.modified;
    list.push(fields[at + 1]!);
  }
  const author = { name, email };
  return {
    id,
    tree_id,
    distinct: true,
    message: message.replace(/\n$/, ''),
    timestamp,
    author,
    committer: author,
    ...files,
  };
}
