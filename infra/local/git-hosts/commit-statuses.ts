import * as v from 'valibot';
import { openJournal, readJournal } from '../queues/journal.ts';

/** A status that a host stores. */
const Status = v.object({
  id: v.number(),
  host: v.string(),
  /** As in the API's path. */
  repository: v.string(),
  commit: v.string(),
  /** The context of GitHub and Gitea, the name of GitLab, the key of Bitbucket. */
  context: v.string(),
  /** The text that people see, if it is not the context. */
  name: v.optional(v.string()),
  /** The host's own name of the state. */
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

/** The commit statuses of every host, as the stand-ins store them. */
export interface CommitStatuses {
  /** Newest first. */
  of(host: string, repository: string, commit: string): readonly KeptStatus[];
  add(status: NewStatus): KeptStatus;
  /** Changes the state of a status. */
  change(known: KeptStatus, changes: Partial<NewStatus>): KeptStatus;
  close(): void;
}

export interface CommitStatusesOptions {
  /** Undefined keeps the statuses in memory only. */
  readonly file?: string;
  readonly now: () => number;
  readonly onStatus?: (status: KeptStatus) => void;
}

/** @throws Error, one line, if the file is damaged */
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
