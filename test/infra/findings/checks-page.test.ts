import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { AREAS } from '../../../infra/findings/catalogue.ts';
import type { FindingKind } from '../../../infra/findings/finding-kind.ts';

const PAGE = path.resolve(import.meta.dirname, '../../../docs/checks.md');
const MARK = /<!-- Generated from .*? -->\n/s;

const row = ([id, { severity, meaning, mustStay }]: readonly [string, FindingKind]): string =>
  `| \`${id}\` | ${severity} | ${meaning} | ${mustStay ?? ''} |\n`;

const table = ([area, findings]: readonly [string, Readonly<Record<string, FindingKind>>]): string =>
  `## ${area}\n\n| Id | Severity | Meaning | Cannot be ignored |\n| --- | --- | --- | --- |\n${Object.entries(findings).map(row).join('')}`;

test('docs/checks.md lists every finding', async () => {
  const page = await readFile(PAGE, 'utf8');
  const prose = page.slice(0, page.search(MARK)) + MARK.exec(page)![0];
  const tables = Object.entries<Readonly<Record<string, FindingKind>>>(AREAS).map(table);
  const whole = await format([prose, ...tables].join('\n'), { parser: 'markdown', printWidth: 120 });
  await expect(whole).toMatchFileSnapshot(PAGE);
});
