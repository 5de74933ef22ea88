import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PAGES, pageOf, proseOf, type Page } from './pages.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Whether a name is a path in the repository: it begins with a top folder or is a top file. */
const TOP = readdirSync(ROOT, { withFileTypes: true }).filter(({ name }) => name !== 'node_modules');
const isOurs = (name: string): boolean =>
  TOP.some((entry) => (entry.isDirectory() ? name.startsWith(`${entry.name}/`) : name === entry.name));

/** Whether a name is a generated path or contains a placeholder. */
const isMade = (name: string): boolean => /^\.(?:pushlight|build|serverless)\/|[{}*]/.test(name);

const codeOf = (page: Page): readonly string[] => [...proseOf(page).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);

const missingFiles = (page: Page): readonly string[] =>
  codeOf(page).filter((name) => isOurs(name) && !isMade(name) && !existsSync(path.join(ROOT, name)));

/** Names that a page places in a file, but are not there: `CHECKS` in `infra/…/checks.ts`. */
function missingNames(page: Page): readonly string[] {
  const named = [...proseOf(page).matchAll(/`(?<name>\w+)`\s+in\s+`(?<file>[\w./-]+\.\w+)`/g)];
  return named.flatMap(({ groups }) => {
    const { name, file } = groups as { name: string; file: string };
    const isThere = RegExp(`\\b(?:const|interface|type|function) ${name}\\b|^ *${name}:$`, 'm').test(
      readFileSync(path.join(ROOT, file), 'utf8'),
    );
    return isThere ? [] : [`${name} in ${file}`];
  });
}

test.each(PAGES)('every file that $file names exists', (page) => {
  expect(missingFiles(page)).toEqual([]);
});

test('every name in a recipe of CONTRIBUTING.md exists in the file that the recipe gives', () => {
  const page = pageOf('CONTRIBUTING.md');
  expect(missingNames(page)).toEqual([]);
  expect(codeOf(page).filter((name) => name.includes('/')).length).toBeGreaterThan(40);
});

test.each([
  ['a missing file', 'See `infra/missing.ts`.', ['infra/missing.ts']],
  ['a missing folder', 'See `functions/core/missing/`.', ['functions/core/missing/']],
  ['a generated file', 'See `.pushlight/functions.log` and `test/{name}.test.ts`.', []],
  ['a path outside the repository', 'See `acme/web` and `/docs`.', []],
])('%s is recognised', (_, text, missing) => {
  expect(missingFiles({ file: 'page.md', text })).toEqual(missing);
});

test('a missing name is found', () => {
  const text =
    'Add it to `MISSING` in `functions/core/vocabulary.ts`, not to `PROVIDERS` in\n`functions/core/vocabulary.ts`.';
  expect(missingNames({ file: 'page.md', text })).toEqual(['MISSING in functions/core/vocabulary.ts']);
});
