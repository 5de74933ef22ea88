import type { Usage, Workload } from './measure-workload.ts';

/** The load on a deployment. */
export interface Scenario {
  readonly projects: number;
  readonly buildsPerDay: number;
  readonly viewsPerDay: number;
  readonly cdn: boolean;
}

/** prices.json. */
export interface PriceList {
  /** The month in which these prices applied. */
  readonly date: string;
  /** The pages with current prices, by the prefix of the prices' names. */
  readonly pages: Readonly<Record<string, string>>;
  readonly prices: Prices;
}

/** In US dollars, as AWS publishes them. */
export interface Prices {
  readonly lambdaPerMillionRequests: number;
  readonly lambdaArmPerGigabyteSecond: number;
  readonly httpApiPerMillionRequests: number;
  readonly sqsFifoPerMillionRequests: number;
  readonly dynamoDbPerMillionReadUnits: number;
  readonly dynamoDbPerMillionWriteUnits: number;
  readonly cloudFrontPerMillionRequests: number;
  readonly cloudFrontFunctionPerMillionRequests: number;
  readonly cloudFrontPerGigabyte: number;
  readonly transferOutPerGigabyte: number;
  readonly logsPerGigabyte: number;
  readonly alarmPerMonth: number;
  readonly dashboardPerMonth: number;
  readonly codeBuildSmallPerMinute: number;
}

/** The contents of the stack. */
export interface Deployed {
  /** Megabytes, by function. */
  readonly memorySizes: Readonly<Record<string, number>>;
  /** The number of metrics that alarms watch, by which they are billed. */
  readonly alarmMetrics: number;
  readonly dashboards: number;
  /** How long CloudFront keeps a badge. */
  readonly cdnSeconds: number;
}

/** US dollars per month of 30 days, by the items on AWS's bill. */
export interface MonthlyCosts {
  readonly lambda: number;
  readonly httpApi: number;
  readonly sqs: number;
  readonly dynamoDb: number;
  /** CloudFront, or the outgoing transfer without it. */
  readonly transfer: number;
  readonly cloudWatch: number;
  /** The price of the builds themselves. */
  readonly codeBuild: number;
}

const DAYS = 30;
const MINUTES = DAYS * 24 * 60;
/** From this many megabytes on, Lambda provides a whole core: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const MEGABYTES_OF_A_CORE = 1769;
/** Lambda polls an idle queue with five connections of 20 s: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const POLLS_PER_MINUTE = 15;
/** The bytes of an access log line, as in serverless.yml. Lambda writes no line of its own for a success. */
const ACCESS_LOG_BYTES = 350;
/** The bytes of the headers of a badge's response. */
const HEADER_BYTES = 500;
const BUILD_MINUTES = 5;

export function monthlyCosts(scenario: Scenario, workload: Workload, prices: Prices, deployed: Deployed): MonthlyCosts {
  const pushes = scenario.buildsPerDay * DAYS;
  const views = scenario.viewsPerDay * DAYS;
  const origin = scenario.cdn ? views * (1 - hitRate(scenario, deployed.cdnSeconds)) : views;
  /** The total of every function and call over the month. */
  const total = (of: (usage: Usage) => number): number =>
    pushes * of(workload.push) + origin * of(workload.badge) + MINUTES * of(workload.reconcile);
  const sent = views * (workload.badge.bytes + HEADER_BYTES);
  const logBytes = total(logged) + (pushes + origin) * ACCESS_LOG_BYTES;
  const { alarmPerMonth, dashboardPerMonth } = prices;
  return {
    lambda:
      millions(total(invocations)) * prices.lambdaPerMillionRequests +
      total((usage) => gigabyteSeconds(usage, deployed)) * prices.lambdaArmPerGigabyteSecond,
    httpApi: millions(pushes + origin) * prices.httpApiPerMillionRequests,
    // Each message is sent, received and deleted.
    sqs: millions(3 * pushes + MINUTES * POLLS_PER_MINUTE) * prices.sqsFifoPerMillionRequests,
    dynamoDb:
      millions(total(writeUnits)) * prices.dynamoDbPerMillionWriteUnits +
      millions(total(readUnits)) * prices.dynamoDbPerMillionReadUnits,
    transfer: scenario.cdn
      ? millions(views) * (prices.cloudFrontPerMillionRequests + prices.cloudFrontFunctionPerMillionRequests) +
        gigabytes(sent) * prices.cloudFrontPerGigabyte
      : gigabytes(sent) * prices.transferOutPerGigabyte,
    cloudWatch:
      gigabytes(logBytes) * prices.logsPerGigabyte +
      deployed.alarmMetrics * alarmPerMonth +
      deployed.dashboards * dashboardPerMonth,
    codeBuild: pushes * BUILD_MINUTES * prices.codeBuildSmallPerMinute,
  };
}

/** The requests that miss a cache in which all badges are viewed equally often: it serves each fetched badge while it keeps it. */
function hitRate({ projects, viewsPerDay }: Scenario, keptSeconds: number): number {
  const whileKept = (viewsPerDay / projects / 86_400) * keptSeconds;
  return whileKept / (1 + whileKept);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const invocations = ({ functions }: Usage): number => sum(Object.values(functions).map((each) => each.invocations));
const logged = (usage: Usage): number => sum(Object.values(usage.functions).map(({ logBytes }) => logBytes));

/** Milliseconds here are of a whole core; Lambda bills whole milliseconds of the share that the memory provides. */
const gigabyteSeconds = ({ functions }: Usage, { memorySizes }: Deployed): number =>
  sum(
    Object.entries(functions).map(([name, each]) => {
      const megabytes = memorySizes[name]!;
      const milliseconds = Math.ceil((each.milliseconds * MEGABYTES_OF_A_CORE) / megabytes);
      return (each.invocations * milliseconds * megabytes) / 1024 / 1000;
    }),
  );

const countOf = ({ calls }: Usage, pattern: RegExp): number =>
  sum(Object.entries(calls).flatMap(([name, count]) => (pattern.test(name) ? [count] : [])));
/** Counted twice, since a row can also be in the table's index. */
const writeUnits = (usage: Usage): number => 2 * countOf(usage, /^dynamodb:(?:Put|Update|Delete)Item$/);
const readUnits = (usage: Usage): number => countOf(usage, /^dynamodb:(?:GetItem|Query|BatchGetItem)$/);

const millions = (count: number): number => count / 1e6;
const gigabytes = (bytes: number): number => bytes / 1e9;
