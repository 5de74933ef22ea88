import { Misread, misread } from './misread.ts';
import type { Read, Reader } from './reader.ts';
import type { Issue } from '../../describe-issues.ts';

type Readers = Readonly<Record<string, Reader<unknown>>>;
type Members<R extends Readers> = { readonly [K in keyof R]: Read<R[K]> };

/** Reads these members of an object and ignores all others; reports each invalid one with its position. */
export function members<const R extends Readers>(readers: R): Reader<Members<R>> {
  const entries = Object.entries(readers);
  return (value) => {
    if (typeof value !== 'object' || value === null) return misread('an object', value);
    const read: Record<string, unknown> = {};
    let issues: Issue[] | undefined;
    for (const [key, reader] of entries) {
      const member = reader(Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined);
      if (member instanceof Misread) (issues ??= []).push(...member.issues.map((issue) => under(key, issue)));
      else read[key] = member;
    }
    return issues ? new Misread(issues) : (read as Members<R>);
  };
}

const under = (key: string, issue: Issue): Issue => ({ ...issue, path: [{ key }, ...(issue.path ?? [])] });
