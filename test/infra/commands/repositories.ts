import path from 'node:path';
import { copyOfRepository } from './copy-of-repository.ts';

/** Runs something in a repository that nothing else uses meanwhile; waits if all are in use. */
export type InRepository = <T>(run: (directory: string) => Promise<T>) => Promise<T>;

/** Copies of the repository, for commands that write into it and run at the same time. */
export function repositories(directory: string, count: number): InRepository {
  const free = Array.from({ length: count }, (_, index) => path.join(directory, `repository-${index}`));
  for (const copy of free) copyOfRepository(copy);
  const waiting: ((copy: string) => void)[] = [];
  return async (run) => {
    const copy = free.shift() ?? (await new Promise<string>((resolve) => waiting.push(resolve)));
    try {
      return await run(copy);
    } finally {
      const next = waiting.shift();
      if (next) next(copy);
      else free.push(copy);
    }
  };
}
