export interface VariableSources {
  /** The object that `${self:...}` refers to. */
  readonly self: unknown;
  readonly stage: string;
  /** The values of `${opt:...}`: the command line's options. */
  readonly options: Readonly<Record<string, string>>;
  /** The content of `${file(...)}`; null for a file that does not exist here, and for everything in it. */
  readonly readFile: (path: string) => unknown;
}

/** `${source:address}`. Others, such as `${AWS::Region}` and `${Table.Arn}`, belong to Fn::Sub. */
const VARIABLE = /\$\{([a-z]+(?::(?!:)|\()[^${}]*)\}/;
const VARIABLES = new RegExp(VARIABLE, 'g');
const WHOLE = new RegExp(`^${VARIABLE.source}$`);

/**
 * Replaces the Serverless Framework's variables in a value by their values.
 * https://www.serverless.com/framework/docs/guides/variables
 *
 * @throws Error naming the position of a variable that is not supported or has no value
 */
export function resolveVariables(value: unknown, sources: VariableSources, place: string): unknown {
  if (typeof value === 'string') return resolveText(value, sources, place);
  if (Array.isArray(value)) return value.map((item, at) => resolveVariables(item, sources, `${place}[${at}]`));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, resolveVariables(item, sources, `${place}.${key}`)]),
  );
}

function resolveText(text: string, sources: VariableSources, place: string): unknown {
  const whole = WHOLE.exec(text)?.[1];
  if (whole !== undefined) return evaluate(whole, sources, place);
  const resolved = text.replace(VARIABLES, (_, expression: string) => String(evaluate(expression, sources, place)));
  return resolved === text ? text : resolveText(resolved, sources, place);
}

/** The first of several comma-separated sources that has a value. */
function evaluate(expression: string, sources: VariableSources, place: string): unknown {
  for (const source of expression.split(',')) {
    const value = valueOf(source.trim(), sources, place);
    if (value !== undefined) return resolveVariables(value, sources, place);
  }
  throw new Error(`${place}: \${${expression}} has no value.`);
}

function valueOf(source: string, { self, stage, options, readFile }: VariableSources, place: string): unknown {
  const [, text] = /^'(.*)'$/.exec(source) ?? [];
  if (text !== undefined) return text;
  if (source === 'true' || source === 'false') return source === 'true';
  const [, file, inFile] = /^file\(([^)]+)\)(?::(.+))?$/.exec(source) ?? [];
  if (file !== undefined) {
    const content = readFile(file);
    return content === null ? null : valueAt(content, inFile);
  }
  const [, kind, address = ''] = /^(\w+):(.+)$/.exec(source) ?? [];
  if (kind === 'self') return valueAt(self, address);
  if (kind === 'opt') return options[address];
  if (kind === 'sls' && address === 'stage') return stage;
  throw new Error(
    `${place}: the variable ${source} is not supported (allowed: self:, opt:, sls:stage, file(), true, false and 'text').`,
  );
}

const valueAt = (value: unknown, address = ''): unknown =>
  address
    .split('.')
    .filter(Boolean)
    .reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), value);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
