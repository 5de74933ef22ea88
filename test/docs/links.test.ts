import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PAGES, proseOf, type Page } from './pages.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The targets of the links and images of a page that lead to the repository itself. */
const relativeLinks = (page: Page): readonly string[] =>
  [...proseOf(page).matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)]
    .map(([, inMarkdown, inHtml]) => inMarkdown ?? inHtml!)
    .filter((target) => !/^[a-z]+:/.test(target));

/** The anchors of a page's headings, as GitHub makes them. */
const anchors = (page: Page): readonly string[] =>
  [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** What is wrong with a link; undefined where it leads to a file, and to a heading if it names one. */
function whyBroken(link: string, from: Page): string | undefined {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? from.file : path.posix.join(path.posix.dirname(from.file), file);
  if (!existsSync(path.join(ROOT, target))) return `${from.file}: ${link} leads to no file`;
  const page = PAGES.find((each) => each.file === target);
  if (anchor === undefined || (page && anchors(page).includes(anchor))) return undefined;
  return `${from.file}: ${link} leads to no heading`;
}

test.each(PAGES)('every relative link of $file leads to a file and to a heading', (page) => {
  expect(relativeLinks(page).flatMap((link) => whyBroken(link, page) ?? [])).toEqual([]);
});

test.each([
  ['a missing file', '[x](missing.md)'],
  ['a missing heading', '[x](#missing)'],
  ['a missing heading of another page', '[x](docs/checks.md#missing)'],
  ['a missing image', '<img alt="" src="docs/missing.svg">'],
])('a link to %s is found', (_, text) => {
  const page = { file: 'page.md', text: `# Page\n\n${text}\n` };
  expect(relativeLinks(page).flatMap((link) => whyBroken(link, page) ?? [])).toHaveLength(1);
});

test('every page in docs/ can be reached from the README or from another page', () => {
  const reached = new Set(
    PAGES.flatMap((page) =>
      relativeLinks(page).map((link) => path.posix.join(path.posix.dirname(page.file), link.split('#')[0]!)),
    ),
  );
  const files = PAGES.map(({ file }) => file).filter((file) => file.startsWith('docs/'));
  expect(files.filter((file) => !reached.has(file))).toEqual([]);
});
