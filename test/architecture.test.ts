import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { RULES, type Tree } from './architecture/rules.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

/** Every file of the repository, except for dotfiles and installed packages. */
function readTree(directory = ''): Tree {
  const entries = readdirSync(path.join(ROOT, directory), { withFileTypes: true });
  return new Map(
    entries
      .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
      .flatMap((entry) => {
        const file = path.posix.join(directory, entry.name);
        return entry.isDirectory()
          ? [...readTree(file)]
          : [[file, readFileSync(path.join(ROOT, file), 'utf8')] as const];
      }),
  );
}

const tree = readTree();

for (const { title, violations, broken } of RULES) {
  test(title, () => {
    expect(violations(tree)).toEqual([]);
    expect(violations(new Map(Object.entries(broken)))).not.toEqual([]);
  });
}
