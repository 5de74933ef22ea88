import type { Workload } from './measure-workload.ts';
import { monthlyCosts, type Deployed, type MonthlyCosts, type Prices, type Scenario } from './monthly-costs.ts';

/** The sizes of typical deployments. */
export const SMALL: Scenario = { projects: 10, buildsPerDay: 50, viewsPerDay: 1000, cdn: false };

const SCENARIOS: readonly Scenario[] = [
  SMALL,
  { projects: 200, buildsPerDay: 2000, viewsPerDay: 50_000, cdn: false },
  { projects: 5000, buildsPerDay: 25_000, viewsPerDay: 50_000_000, cdn: false },
  { projects: 5000, buildsPerDay: 25_000, viewsPerDay: 50_000_000, cdn: true },
];

const HEAD = ['a day', 'Lambda', 'HTTP API', 'SQS', 'DynamoDB', 'transfer', 'CloudWatch', '**sum**', 'CodeBuild'];

/** The table of docs/cost.md in Markdown: US dollars a month. */
export function costTable(workload: Workload, prices: Prices, deployed: Deployed): string {
  const rows = SCENARIOS.map((scenario) => {
    const costs = monthlyCosts(scenario, workload, prices, deployed);
    const { codeBuild, ...parts } = costs;
    return [
      describe(scenario),
      ...Object.values(parts).map(dollars),
      `**${dollars(sumOf(costs))}**`,
      dollars(codeBuild),
    ];
  });
  return [HEAD, HEAD.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Without CodeBuild's minutes, which are paid for in any case. */
export const sumOf = (costs: MonthlyCosts): number =>
  Object.values(costs).reduce((total, amount) => total + amount, 0) - costs.codeBuild;

const describe = ({ projects, buildsPerDay, viewsPerDay, cdn }: Scenario): string =>
  `${count(projects)} projects, ${count(buildsPerDay)} builds, ${count(viewsPerDay)} badge views${cdn ? ', `cdn: true`' : ''}`;

const count = (number: number): string => (number >= 1e6 ? `${number / 1e6} million` : number.toLocaleString('en-US'));
const dollars = (amount: number): string =>
  amount.toLocaleString(
    'en-US',
    amount < 10 ? { minimumFractionDigits: 2, maximumFractionDigits: 2 } : { maximumFractionDigits: 0 },
  );
