import * as v from 'valibot';
import { openJournal, readJournal } from '../queues/journal.ts';

/** A status that a host keeps. */
const Status = v.object({
  id: v.number(),
  host: v.string(),
  /** As the API's path names it. */
  repository: v.string(),
  commit: v.string(),
  /** GitHub's and Gitea's context, GitLab's name, Bitbucket's key. */
  context: v.string(),
  /** What people read, where that is not the context. */
  name: v.optional(v.string()),
  /** The host's own word. */
  state: v.string(),
  description: v.string(),
  url: v.string(),
  ref: v.optional(v.string()),
  pipelineId: v.optional(v.number()),
  /** Milliseconds since 1970. */
  createdAt: v.number(),
  updatedAt: v.number(),
});
export type KeptStatus = v.InferOutput<typeof Status>;

type NewStatus = Omit<KeptStatus, 'id' | 'createdAt' | 'updatedAt'>;

/** The commit statuses of every host, as their stand-ins keep them. */
export interface CommitStatuses {
  /** Newest first. */
  of(host: string, repository: string, commit: string): readonly KeptStatus[];
  add(status: NewStatus): KeptStatus;
  /** The same status in another state. */
  change(known: KeptStatus, changes: Partial<NewStatus>): KeptStatus;
  close(): void;
}

export interface CommitStatusesOptions {
  /** Undefined keeps nothing beyond the process. */
  readonly file?: string;
  readonly now: () => number;
  readonly onStatus?: (status: KeptStatus) => void;
}

/** @throws Error, one line, when the file is damaged */
export function createCommitStatuses({ file, now, onStatus }: CommitStatusesOptions): CommitStatuses {
  const read = file === undefined ? [] : readJournal(file, (entry) => v.parse(Status, entry));
  const all = new Map(read.map((status) => [status.id, status]));
  const journal = file === undefined ? undefined : openJournal<KeptStatus>(file);
  const byCommit = new Map<string, Set<number>>();
  const keyOf = ({ host, repository, commit }: Pick<KeptStatus, 'host' | 'repository' | 'commit'>): string =>
    `${host} ${repository} ${commit}`;
  for (const status of all.values()) index(status);
  let last = Math.max(0, ...all.keys());

  function index(status: KeptStatus): void {
    const ids = byCommit.get(keyOf(status)) ?? new Set();
    byCommit.set(keyOf(status), ids.add(status.id));
  }

  function keep(status: KeptStatus): KeptStatus {
    journal?.append(status);
    all.set(status.id, status);
    index(status);
    onStatus?.(status);
    return status;
  }

  return {
    of: (host, repository, commit) =>
      [...(byCommit.get(keyOf({ host, repository, commit })) ?? [])].toReversed().map((id) => all.get(id)!),
    add: (status) => keep({ ...status, id: ++last, createdAt: now(), updatedAt: now() }),
    change: (known, changes) => keep({ ...known, ...changes, updatedAt: now() }),
    close: () => journal?.close(),
  };
}
