import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { readIfThere } from '../state/read-if-there.ts';
import { replaceFile } from '../state/replace-file.ts';
import { createTables, type Tables, type TablesOptions } from './tables.ts';

const Digests = v.record(v.string(), v.string());
type Digests = v.InferOutput<typeof Digests>;

/** Stored outside of the tables: which tables exist, and digests of their files at the last stop. */
const Kept = v.object({ tables: v.array(v.string()), files: v.optional(Digests) });

export interface KeptTablesOptions extends TablesOptions {
  readonly directory: string;
  readonly report: (problem: string) => void;
}

/**
 * Tables in a directory. LevelDB silently skips damaged data and recreates missing files; both are reported here. After
 * a kill, only missing files are detected.
 */
export async function openKeptTables(options: KeptTablesOptions): Promise<Tables> {
  const { directory, specs, report } = options;
  const file = `${directory}.json`;
  const before = readKept(file);
  const changed = before?.files ? changesBetween(before.files, await digestsIn(directory)) : [];
  const tables = await createTables(options);
  const lost = tables.made.filter((name) => before?.tables.includes(name));
  if (lost.length > 0) {
    report(`${directory} had lost ${lost.join(' and ')}, which Pushlight has created again. ${FORGOTTEN}`);
  } else if (changed.length > 0) {
    report(`${directory} was damaged since the last stop (${changed.join(', ')}). ${FORGOTTEN}`);
  }

  const known = { tables: specs.map(({ TableName }) => TableName) };
  const keep = (kept: v.InferOutput<typeof Kept>) => replaceFile(file, `${JSON.stringify(kept, undefined, 2)}\n`);
  keep(known);
  return {
    ...tables,
    async stop() {
      await tables.stop();
      keep({ ...known, files: await digestsIn(directory) });
    },
  };
}

const FORGOTTEN =
  'The ledger of deliveries may be incomplete, so a redelivery can build again. You do not need to do anything: badges and lists return within minutes. To get everything back, stop and restore the directory from a backup.';

function readKept(file: string): v.InferOutput<typeof Kept> | undefined {
  const text = readIfThere(file);
  if (text === undefined) return undefined;
  try {
    return v.parse(Kept, JSON.parse(text));
  } catch (cause) {
    throw new Error(`${file} is damaged. Delete it; this start then cannot detect damage to the tables.`, {
      cause,
    });
  }
}

/** The digests of the files in which LevelDB keeps data, without its log and lock. */
async function digestsIn(directory: string): Promise<Digests> {
  const names = (await readdir(directory).catch(() => [])).filter((name) => !/^LO(?:G|CK)/.test(name)).sort();
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [
        name,
        createHash('sha256')
          .update(await readFile(join(directory, name)))
          .digest('hex'),
      ]),
    ),
  ) as Digests;
}

const changesBetween = (before: Digests, now: Digests): readonly string[] => [
  ...Object.keys(before)
    .filter((name) => now[name] !== before[name])
    .map((name) => `${name} ${name in now ? 'changed' : 'missing'}`),
  ...Object.keys(now)
    .filter((name) => !(name in before))
    .map((name) => `${name} added`),
];
