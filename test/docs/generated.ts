import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { expect } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const END = '<!-- end -->';

/**
 * Expects that a page has this Markdown between "<!-- Generated from {source}: …" and "<!-- end -->". With vitest's -u
 * it is written there.
 *
 * @param parts of the page, by their sources
 */
export async function expectGenerated(file: string, parts: Readonly<Record<string, string>>): Promise<void> {
  const page = path.join(ROOT, file);
  const text = await readFile(page, 'utf8');
  const whole = Object.entries(parts).reduce((page, [source, markdown]) => withPart(page, source, markdown), text);
  const formatted = await format(whole, { ...(await resolveConfig(page)), parser: 'markdown' });
  await expect(formatted).toMatchFileSnapshot(page);
}

function withPart(page: string, source: string, markdown: string): string {
  const start = page.indexOf(`<!-- Generated from ${source}: `);
  const afterMark = page.indexOf('\n', start);
  const end = page.indexOf(END, afterMark);
  if (start === -1 || end === -1) throw new Error(`The page has no part that is generated from ${source}.`);
  return `${page.slice(0, afterMark)}\n\n${markdown}\n\n${page.slice(end)}`;
}

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n');

const escaped = (cell: string): string => cell.replaceAll('|', '\\|').replaceAll('\n', ' ');
