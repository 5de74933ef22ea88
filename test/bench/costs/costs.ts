import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { milliseconds, type Row } from '../row.ts';
import { costTable, SMALL, sumOf } from './cost-table.ts';
import { readDeployed } from './deployed.ts';
import { measureWorkload, type Usage, type Workload } from './measure-workload.ts';
import { monthlyCosts, type PriceList } from './monthly-costs.ts';

const PAGE = path.resolve(import.meta.dirname, '../../../docs/cost.md');
const MEASURED = path.join(import.meta.dirname, 'measured.json');
const PRICES = path.join(import.meta.dirname, 'prices.json');

/** The marks around the page's table. */
const [BEGIN, END] = ['<!-- npm run bench -- costs --save -->', '<!-- end of costs -->'];

/** Measures what a push, a badge and a minute use of AWS. With --save, the table of docs/cost.md is computed from it. */
export async function benchCosts({ save }: { readonly save: boolean }): Promise<readonly Row[]> {
  const workload = await measureWorkload();
  if (save) {
    const measured = { date: new Date().toISOString().slice(0, 10), node: process.version, ...workload };
    await writeFile(MEASURED, `${JSON.stringify(measured, null, 2)}\n`);
    await writeFile(PAGE, await pageWithCosts());
  }
  const { prices } = JSON.parse(await readFile(PRICES, 'utf8')) as PriceList;
  const month = sumOf(monthlyCosts(SMALL, workload, prices, readDeployed()));
  const small = {
    what: `a month of ${SMALL.projects} projects with ${SMALL.buildsPerDay} builds a day`,
    ours: `${month.toFixed(2)} USD`,
    target: '1.50 USD',
    met: month <= 1.5,
  };
  const taken = Object.entries<Usage>({ ...workload }).flatMap(([name, { functions, calls }]) => {
    const what = wordsOf(name);
    return [
      ...Object.entries(functions).map(([name, each]) => ({
        what: `${what}: ${name}, ${each.invocations} ×`,
        ours: milliseconds(each.milliseconds),
      })),
      callsRow(
        what,
        Object.values(calls).reduce((total, count) => total + count, 0),
      ),
    ];
  });
  return [small, ...taken];
}

/** `pushWithCommitStatuses` as words. */
const wordsOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** From the delivery to the green badge, of a project that only builds. */
const MOST_CALLS_OF_A_PUSH = 22;

function callsRow(what: string, calls: number): Row {
  const row = { what: `${what}: calls of AWS`, ours: String(calls) };
  if (what !== 'push') return row;
  const ratio = calls / MOST_CALLS_OF_A_PUSH;
  return { ...row, ratio, target: `at most ${MOST_CALLS_OF_A_PUSH}`, met: calls <= MOST_CALLS_OF_A_PUSH };
}

/** The page, with its table computed from the saved measurements. */
export async function pageWithCosts(): Promise<string> {
  const [page, measured, prices] = await Promise.all([PAGE, MEASURED, PRICES].map((file) => readFile(file, 'utf8')));
  const table = costTable(JSON.parse(measured!) as Workload, (JSON.parse(prices!) as PriceList).prices, readDeployed());
  const [before, rest] = page!.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`docs/cost.md has no ${BEGIN} with ${END} after it.`);
  const text = `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
  return format(text, { ...(await resolveConfig(PAGE)), parser: 'markdown' });
}
