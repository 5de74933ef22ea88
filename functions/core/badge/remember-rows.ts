import type { BuildStates } from './badge-state.ts';
import { setNewest } from '../set-newest.ts';
import type { RowKey } from '../builds/row-keys.ts';

/** Only existing rows are remembered, so strangers cannot fill the memory with rows that do not exist. */
const MOST_REMEMBERED = 1000;

export interface ReadRow {
  readonly builds: BuildStates | undefined;
  /** False if the table could not be read; then this is the state that was read last, or none. */
  readonly isCurrent: boolean;
}

/** Reads rows, and returns their last known content if the table cannot be read. */
export function rememberRows(
  read: (key: RowKey) => Promise<BuildStates | undefined>,
  onError: (error: unknown) => void,
): (key: RowKey) => Promise<ReadRow> {
  const remembered = new Map<string, BuildStates>();
  return async (key) => {
    const name = `${key.project}/${key.row}`;
    try {
      const builds = await read(key);
      if (builds === undefined) remembered.delete(name);
      else setNewest(remembered, name, builds, MOST_REMEMBERED);
      return { builds, isCurrent: true };
    } catch (error) {
      onError(error);
      return { builds: remembered.get(name), isCurrent: false };
    }
  };
}
