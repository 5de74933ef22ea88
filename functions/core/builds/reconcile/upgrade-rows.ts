import { inBatches } from '../../in-batches.ts';
import type { ReconcilePorts, Upgrade } from '../build-ports.ts';
import type { Failure } from './get-apart.ts';
import { isPermanent } from '../start-failure.ts';
import { takeOver } from './old-rows.ts';

const AT_ONCE = 10;
/** A function of the previous release runs no longer than this after a deployment has replaced it: Lambda's limit. */
const REPLACED_MS = 15 * 60_000;

interface Upgraded {
  readonly upgrade: Upgrade | 'done';
  readonly takenOver: number;
  readonly failures: readonly Failure[];
}

/**
 * Migrates the rows that the previous release wrote, as long as there is time. Its functions can still write while a
 * deployment replaces them, so the table is searched until two whole passes, one after that time, find none. A row that
 * could not be migrated counts as found, unless that never succeeds.
 */
export async function upgradeRows(ports: ReconcilePorts, known: Upgrade, hasTime: () => boolean): Promise<Upgraded> {
  const failures: Failure[] = [];
  let takenOver = 0;
  let { from, found } = known;
  const { noneSince } = known;
  if (noneSince !== undefined && ports.now() - noneSince < REPLACED_MS) return { upgrade: known, takenOver, failures };
  while (hasTime()) {
    const page = await ports.rows.oldRows(from);
    for (const batch of inBatches(page.rows, AT_ONCE)) {
      if (!hasTime()) return stopped();
      await Promise.all(
        batch.map(async (old) => {
          try {
            await takeOver(old, ports);
            takenOver += 1;
            found = true;
          } catch (error) {
            if (!(error instanceof Error && isPermanent(error.name))) found = true;
            failures.push({ project: old.record.project, error });
          }
        }),
      );
    }
    from = page.next;
    if (from === undefined) return { ...stopped(), upgrade: afterPass() };
  }
  return stopped();

  function afterPass(): Upgraded['upgrade'] {
    if (found) return { found: false };
    return noneSince === undefined ? { found, noneSince: ports.now() } : 'done';
  }

  function stopped(): Upgraded {
    const since = noneSince !== undefined && { noneSince };
    return { upgrade: { ...(from !== undefined && { from }), found, ...since }, takenOver, failures };
  }
}
