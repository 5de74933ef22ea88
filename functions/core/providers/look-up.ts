/** What a table has under a name that a sender chose: only its own entries, so that "constructor" is none. */
export const lookUp = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
