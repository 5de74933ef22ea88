import { parseArgs } from 'node:util';
import { benchApi } from './api.ts';
import { benchBadge } from './badge.ts';
import { benchCodeBuild } from './codebuild.ts';
import { benchColdStart } from './cold-start.ts';
import { benchDelivery } from './delivery.ts';
import { benchCosts } from './costs/costs.ts';
import { benchPush } from './push.ts';
import { benchReceiver } from './receiver.ts';
import type { Row } from './row.ts';

interface BenchOptions {
  /** Whether what is measured replaces what is kept. */
  readonly save: boolean;
}

const BENCHES: Readonly<Record<string, (options: BenchOptions) => Promise<readonly Row[]>>> = {
  push: benchPush,
  api: benchApi,
  delivery: benchDelivery,
  receiver: benchReceiver,
  badge: benchBadge,
  codebuild: benchCodeBuild,
  'cold-start': benchColdStart,
  costs: benchCosts,
};

const USAGE = `npm run bench [-- NAME …]   measures, beside peers in one run where there are any

  NAME     one of ${Object.keys(BENCHES).join(', ')}; all of them without
  --json   prints the rows for scripts
  --strict exit code 1 where a target is missed
  --save   of costs: keeps what it measured, and writes the README's table from it
  --help   prints this

Times are of this machine and moment; ratios say more.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  if (values.help) return console.log(USAGE);
  const unknown = positionals.find((name) => !Object.hasOwn(BENCHES, name));
  if (unknown !== undefined) throw new Error(`There is no bench "${unknown}": ${Object.keys(BENCHES).join(', ')}.`);
  const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
  const rows: Row[] = [];
  for (const name of names) {
    if (!values.json) console.log(`\n${name}`);
    for (const row of await BENCHES[name]!(values)) {
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

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
