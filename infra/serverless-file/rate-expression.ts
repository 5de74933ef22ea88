const MILLISECONDS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/**
 * The interval of a schedule such as `rate(5 minutes)` in milliseconds; undefined for anything else, such as
 * `cron(...)`.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function readRateExpression(expression: string): number | undefined {
  const [, count, unit] = /^rate\((1|[2-9]|[1-9]\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if ((count === '1') === expression.endsWith('s)')) return undefined;
  return Number(count) * MILLISECONDS[unit as keyof typeof MILLISECONDS];
}
