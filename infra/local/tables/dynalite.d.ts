/** The parts of dynalite 4 that are used; it has no types of its own. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface Options {
    /** LevelDB's directory; by default, in memory. */
    readonly path?: string;
    /** How long a new table stays in CREATING. */
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }

  /** Closing the server closes the database if the server was listening. */
  export default function dynalite(options: Options): Server;
}
