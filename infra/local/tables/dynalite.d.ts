/** What is used of dynalite 4, which has no types of its own. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface Options {
    /** LevelDB's directory; in memory when absent. */
    readonly path?: string;
    /** How long a new table stays in CREATING. */
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }

  /** Closing the server closes the database, if the server listened. */
  export default function dynalite(options: Options): Server;
}
