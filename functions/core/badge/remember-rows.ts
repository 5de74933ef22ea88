import type { BuildState } from './badge-state.ts';
import { setNewest } from '../set-newest.ts';
import type { RowKey } from '../builds/row-keys.ts';

/** Rows that exist, and so not as many as strangers can ask for. */
const MOST_REMEMBERED = 1000;

export interface ReadRow {
  readonly build: BuildState | undefined;
  /** False: the table did not tell, and this is what it told last, or nothing. */
  readonly isCurrent: boolean;
}

/** Reads rows, and where the table does not tell what they hold, says what they held. */
export function rememberRows(
  read: (key: RowKey) => Promise<BuildState | undefined>,
  onError: (error: unknown) => void,
): (key: RowKey) => Promise<ReadRow> {
  const remembered = new Map<string, BuildState>();
  return async (key) => {
    const name = `${key.project}/${key.row}`;
    try {
      const build = await read(key);
      if (build === undefined) remembered.delete(name);
      else setNewest(remembered, name, build, MOST_REMEMBERED);
      return { build, isCurrent: true };
    } catch (error) {
      onError(error);
      return { build: remembered.get(name), isCurrent: false };
    }
  };
}
