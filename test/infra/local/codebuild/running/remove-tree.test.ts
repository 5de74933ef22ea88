import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { removeTree } from '../../../../../infra/local/codebuild/running/remove-tree.ts';
import { removeTemporaryDirectories, temporaryDirectory } from '../test-bench.ts';

afterAll(removeTemporaryDirectories);

test('a tree is removed even if it contains directories that their owner cannot write', async () => {
  const root = join(temporaryDirectory(), 'work');
  mkdirSync(join(root, 'cache', 'module'), { recursive: true });
  writeFileSync(join(root, 'cache', 'module', 'file'), '');
  chmodSync(join(root, 'cache', 'module'), 0o500);
  chmodSync(join(root, 'cache'), 0o500);
  await removeTree(root);
  expect(existsSync(root)).toBe(false);
  await removeTree(root);
});
