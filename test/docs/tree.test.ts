import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { blocksOf, pageOf } from './pages.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

const foldersIn = (folder: string): readonly string[] =>
  readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}/${name}`);

/** The folders of the tree in docs/architecture.md, in full: two spaces of indentation are a level. */
function documentedFolders(): readonly string[] {
  const page = pageOf('docs/architecture.md');
  const tree = blocksOf(page, '').find((block) => block.startsWith('functions/'))!;
  const above: string[] = [];
  return [...tree.matchAll(/^( *)([\w.-]+)\/ /gm)].map(([, indentation, name]) => {
    above.splice(indentation!.length / 2, Infinity, name!);
    return above.join('/');
  });
}

test('docs/architecture.md names every folder of the source tree, and no others', () => {
  const folders = ['functions', 'functions/core', 'functions/adapters', 'infra'].flatMap(foldersIn);
  const documented = documentedFolders().filter((folder) => folder.includes('/'));
  expect(documented.toSorted()).toEqual(folders.toSorted());
});
