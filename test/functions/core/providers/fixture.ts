import { readFileSync } from 'node:fs';

const FIXTURES = new URL('../../../fixtures/', import.meta.url);

/** The body of a delivery: "gitlab/push.json". The ORIGIN.md beside it names its source. */
export const fixture = (path: string): Buffer => readFileSync(new URL(path, FIXTURES));

type Path = readonly (string | number)[];

/** A body with the values at some paths replaced. */
export function changed(body: Buffer, ...changes: readonly (readonly [path: Path, value: unknown])[]): Buffer {
  const payload: unknown = JSON.parse(body.toString());
  for (const [path, value] of changes) {
    let at = payload as Record<string | number, unknown>;
    for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
    at[path.at(-1)!] = value;
  }
  return Buffer.from(JSON.stringify(payload));
}
