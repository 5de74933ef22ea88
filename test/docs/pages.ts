import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

export interface Page {
  /** Relative to the repository: "docs/badges.md". */
  readonly file: string;
  readonly text: string;
}

const markdown = (folder: string): readonly string[] =>
  readdirSync(path.join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.posix.join(folder, name));

/** What people read first: the Markdown files beside the README, and those in docs/. */
export const PAGES: readonly Page[] = ['.', 'docs']
  .flatMap(markdown)
  .map((file) => ({ file, text: readFileSync(path.join(ROOT, file), 'utf8') }));

/** @throws Error where there is no such page */
export function pageOf(file: string): Page {
  const page = PAGES.find((each) => each.file === file);
  if (!page) throw new Error(`There is no page ${file}.`);
  return page;
}

const FENCED = /^(?<indent> *)```(?<language>\w*)\n(?<block>.*?)^\k<indent>```$/gms;

/** The code blocks of a page in a language, without the indentation of the list that one may be in. */
export const blocksOf = ({ text }: Page, language: string): readonly string[] =>
  [...text.matchAll(FENCED)]
    .map(({ groups }) => groups!)
    .filter((block) => block['language'] === language)
    .map(({ indent, block }) => block!.replaceAll(RegExp(`^${indent}`, 'gm'), ''));

/** A page without its code blocks. */
export const proseOf = ({ text }: Page): string => text.replaceAll(FENCED, '');
