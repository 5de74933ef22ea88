/** The table's own entry for a name that a sender chose, so that "constructor" has none. */
export const lookUp = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** The names in a table of events whose deliveries are read instead of ignored. */
export const namesRead = (table: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.keys(table).filter((name) => table[name] !== 'ignored' && !name.endsWith('ping'));
