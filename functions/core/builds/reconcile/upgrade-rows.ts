import { inBatches } from '../../in-batches.ts';
import type { ReconcilePorts, Upgrade } from '../build-ports.ts';
import type { Failure } from './get-apart.ts';
import { takeOver } from './old-rows.ts';

const AT_ONCE = 10;

interface Upgraded {
  readonly upgrade: Upgrade | 'done';
  readonly takenOver: number;
  readonly failures: readonly Failure[];
}

/**
 * Migrates the rows that the previous release wrote, as long as there is time. Its functions can still write while a
 * deployment replaces them, so the table is searched until a whole pass finds none.
 */
export async function upgradeRows(ports: ReconcilePorts, known: Upgrade, hasTime: () => boolean): Promise<Upgraded> {
  const failures: Failure[] = [];
  let takenOver = 0;
  let { from } = known;
  while (hasTime()) {
    const page = await ports.rows.oldRows(from);
    for (const batch of inBatches(page.rows, AT_ONCE)) {
      if (!hasTime()) return stopped();
      await Promise.all(
        batch.map(async (old) => {
          try {
            await takeOver(old, ports);
            takenOver += 1;
          } catch (error) {
            failures.push({ project: old.record.project, error });
          }
        }),
      );
    }
    from = page.next;
    if (from === undefined) return { ...stopped(), upgrade: hasFound() ? { found: false } : 'done' };
  }
  return stopped();

  function hasFound(): boolean {
    return known.found || takenOver > 0;
  }

  function stopped(): Upgraded {
    return { upgrade: { ...(from !== undefined && { from }), found: hasFound() }, takenOver, failures };
  }
}
