import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { milliseconds, type Row } from '../row.ts';
import { costTable } from './cost-table.ts';
import { readDeployed } from './deployed.ts';
import { measureWorkload, type Usage, type Workload } from './measure-workload.ts';
import type { PriceList } from './monthly-costs.ts';

const README = path.resolve(import.meta.dirname, '../../../README.md');
const MEASURED = path.join(import.meta.dirname, 'measured.json');
const PRICES = path.join(import.meta.dirname, 'prices.json');

/** The README's table stands between these. */
const [BEGIN, END] = ['<!-- npm run bench -- costs --save -->', '<!-- end of costs -->'];

/** What a push, a badge and a minute take of AWS; saved, the README's table is of it. */
export async function benchCosts({ save }: { readonly save: boolean }): Promise<readonly Row[]> {
  const workload = await measureWorkload();
  if (save) {
    const measured = { date: new Date().toISOString().slice(0, 10), node: process.version, ...workload };
    await writeFile(MEASURED, `${JSON.stringify(measured, null, 2)}\n`);
    await writeFile(README, await readmeWithCosts());
  }
  return Object.entries<Usage>({ ...workload }).flatMap(([what, { functions, calls }]) => [
    ...Object.entries(functions).map(([name, each]) => ({
      what: `${what}: ${name}, ${each.invocations} ×`,
      ours: milliseconds(each.milliseconds),
    })),
    { what: `${what}: calls of AWS`, ours: String(Object.values(calls).reduce((total, count) => total + count, 0)) },
  ]);
}

/** The README, with its table made anew of what is kept. */
export async function readmeWithCosts(): Promise<string> {
  const [readme, measured, prices] = await Promise.all(
    [README, MEASURED, PRICES].map((file) => readFile(file, 'utf8')),
  );
  const table = costTable(JSON.parse(measured!) as Workload, (JSON.parse(prices!) as PriceList).prices, readDeployed());
  const [before, rest] = readme!.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`README.md has no ${BEGIN} with ${END} after it.`);
  const text = `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
  return format(text, { ...(await resolveConfig(README)), parser: 'markdown' });
}
