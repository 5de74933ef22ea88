import type { BuildLists } from '../builds/build-ports.ts';
import type { DetailedRecord } from '../builds/build-record.ts';
import { NOTHING } from '../builds/row-keys.ts';
import type { Project } from '../configuration.ts';
import { keptValue, type KeptValue } from '../kept-value.ts';
import { setNewest } from '../set-newest.ts';

/** How many of a project's newest builds its pages are about. */
const LOOKED_AT = 100;
/** Reading a hundred builds costs what fifty badges cost, so that a flood of one page would be on the bill. */
const KEPT_MS = 5000;
/** Of up to 200 KB each. */
const MOST_KEPT = 30;

type Lists = Map<string, KeptValue<readonly DetailedRecord[]>>;

/**
 * Reads the newest builds of a project or of one of its refs, once in a few seconds, however many ask. Of a project that
 * is not public nothing is kept: each request takes the same read. `now` is in milliseconds since 1970.
 */
export function keptLists(rows: BuildLists) {
  // Apart, so that strangers who invent refs push out nothing but refs.
  const [ofProjects, ofRefs]: readonly [Lists, Lists] = [new Map(), new Map()];
  return (project: Project | undefined, ref: string | undefined, now: number): Promise<readonly DetailedRecord[]> => {
    const asked = { ref, limit: LOOKED_AT };
    if (!project) return rows.list(NOTHING.project, asked);
    const lists = ref === undefined ? ofProjects : ofRefs;
    const key = JSON.stringify([project.name, ref]);
    const kept = lists.get(key) ?? keptValue(() => rows.list(project.name, asked));
    setNewest(lists, key, kept, MOST_KEPT);
    return kept.read(now, KEPT_MS);
  };
}
