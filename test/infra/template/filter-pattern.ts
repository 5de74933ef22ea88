/**
 * Whether CloudWatch's JSON filter pattern matches a line. A line that is not JSON as a whole matches none, and braces
 * end a pattern even in quotes.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export function matchesPattern(pattern: string, line: string): boolean {
  const inner = /^\{(?<inner>[^{}]*)\}$/.exec(pattern)?.groups?.['inner'];
  if (inner === undefined) throw new Error(`No JSON filter pattern: ${pattern}`);
  const tokens = inner.match(/"[^"]*"|[^\s"()]+|[()]/g) ?? [];
  const fields = parsed(line);
  if (fields === undefined) return false;

  const take = (token?: string): string => {
    const next = tokens.shift();
    if (next === undefined || (token !== undefined && next !== token)) throw new Error(`${String(next)} in ${pattern}`);
    return next;
  };
  const anyOf = (): boolean => {
    let is = allOf();
    while (tokens[0] === '||') is = (take(), allOf()) || is;
    return is;
  };
  const allOf = (): boolean => {
    let is = one();
    while (tokens[0] === '&&') is = (take(), one()) && is;
    return is;
  };
  const one = (): boolean => {
    if (tokens[0] === '(') {
      take();
      const is = anyOf();
      take(')');
      return is;
    }
    const value = valueAt(fields, take().slice('$.'.length).split('.'));
    switch (take()) {
      case '>=':
        return Number(value) >= Number(take());
      case '!=':
        return !equals(value, take()) && value !== undefined;
      default:
        return equals(value, take());
    }
  };
  const is = anyOf();
  if (tokens.length > 0) throw new Error(`${tokens.join(' ')} is left of ${pattern}`);
  return is;
}

/** "$.record.status" */
function valueAt(value: unknown, [key, ...keys]: readonly string[]): unknown {
  if (key === undefined) return value;
  return typeof value === 'object' && value !== null
    ? valueAt((value as Readonly<Record<string, unknown>>)[key], keys)
    : undefined;
}

/** A text is compared as quoted, with * for anything; a number by its value. */
function equals(value: unknown, token: string): boolean {
  if (!token.startsWith('"')) return value === Number(token);
  const [beginning = '', ...ends] = token.slice(1, -1).split('*');
  if (typeof value !== 'string') return false;
  return ends.length === 0 ? value === beginning : value.startsWith(beginning) && value.endsWith(ends.at(-1)!);
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
