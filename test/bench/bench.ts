import { parseArgs } from 'node:util';
import type { Row } from './row.ts';

interface BenchOptions {
  /** Whether the new measurements replace the saved ones. */
  readonly save: boolean;
}

type Bench = (options: BenchOptions) => Promise<readonly Row[]>;

/** Each is loaded on request, with its peers. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  push: async () => (await import('./push.ts')).benchPush,
  statuses: async () => (await import('./statuses.ts')).benchStatuses,
  api: async () => (await import('./api.ts')).benchApi,
  delivery: async () => (await import('./delivery.ts')).benchDelivery,
  receiver: async () => (await import('./receiver.ts')).benchReceiver,
  reconcile: async () => (await import('./reconcile.ts')).benchReconcile,
  badge: async () => (await import('./badge.ts')).benchBadge,
  codebuild: async () => (await import('./codebuild.ts')).benchCodeBuild,
  'cold-start': async () => (await import('./cold-start.ts')).benchColdStart,
  start: async () => (await import('./start.ts')).benchStart,
  costs: async () => (await import('./costs/costs.ts')).benchCosts,
};

const USAGE = `npm run bench [-- NAME …]   measures, beside peers in one run where there are any

  NAME     one of ${Object.keys(BENCHES).join(', ')}; all of them without
  --json   prints the rows for scripts
  --strict exit code 1 where a target is missed
  --brief  measures a tenth as often, which shows only that the bench works
  --save   of costs: keeps what it measured, and writes the table of docs/cost.md from it
  --help, -h   prints this

Times are of this machine and moment; ratios say more.`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      brief: { type: 'boolean', default: false },
      save: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const unknown = positionals.find((name) => !Object.hasOwn(BENCHES, name));
  if (unknown !== undefined) throw new Error(`There is no bench "${unknown}": ${Object.keys(BENCHES).join(', ')}.`);
  const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
  // Loads all of them first, so that a missing package shows at once.
  const benches = await Promise.all(names.map(async (name) => [name, await BENCHES[name]!()] as const));
  const rows: Row[] = [];
  for (const [name, bench] of benches) {
    if (!values.json) console.log(`\n${name}`);
    for (const row of await bench(values)) {
      rows.push(row);
      if (!values.json) console.log(describe(row));
    }
  }
  if (values.json) console.log(JSON.stringify(rows, null, 2));
  if (values.strict && rows.some(({ met }) => met === false)) process.exitCode = 1;
}

function describe({ what, ours, peer, ratio, target, met }: Row): string {
  const parts = [
    `  ${what.padEnd(60)} ${ours.padStart(10)}`,
    ...(peer === undefined ? [] : [`peer ${peer}`]),
    ...(ratio === undefined ? [] : [`${ratio.toFixed(2)} ×`]),
    ...(target === undefined ? [] : [`target ${target}${met === false ? ' MISSED' : ''}`]),
  ];
  return parts.join('   ');
}

await main();
