/**
 * EventBridge's event patterns.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
type Predicate = (value: unknown) => boolean;

/**
 * Makes the test that a rule puts events to.
 *
 * @throws Error naming the place in the pattern that is no pattern, or has an operator that is not known here
 */
export function compileEventPattern(pattern: unknown): Predicate {
  return nodePredicate(pattern, 'the event pattern');
}

function nodePredicate(pattern: unknown, place: string): Predicate {
  if (!isRecord(pattern) || Object.keys(pattern).length === 0) {
    throw new Error(`${place} is ${JSON.stringify(pattern)}; it must be an object with at least one field.`);
  }
  const tests = Object.entries(pattern).map(([key, expected]): Predicate => {
    const at = `${place}, ${key}`;
    if (key === '$or') return orPredicate(expected, at);
    const matches = Array.isArray(expected) ? leafPredicate(expected, at) : branchPredicate(expected, at);
    return (node) => matches(isRecord(node) ? node[key] : undefined);
  });
  return (node) => tests.every((test) => test(node));
}

function orPredicate(alternatives: unknown, place: string): Predicate {
  if (!Array.isArray(alternatives)) throw new Error(`${place} must be a list of patterns.`);
  const tests = alternatives.map((alternative) => nodePredicate(alternative, place));
  return (node) => tests.some((test) => test(node));
}

/** Any object of a list may match; a missing one has no fields. */
function branchPredicate(pattern: unknown, place: string): Predicate {
  const matches = nodePredicate(pattern, place);
  return (value) => valuesOf(value).some(matches);
}

/** Any value of a list may match any alternative. */
function leafPredicate(alternatives: readonly unknown[], place: string): Predicate {
  if (alternatives.length === 0) throw new Error(`${place} is an empty list; it must name what matches.`);
  const tests = alternatives.map((alternative) =>
    isRecord(alternative) ? operatorPredicate(alternative, place) : equals(alternative, place),
  );
  return (value) => valuesOf(value).some((each) => tests.some((test) => test(each)));
}

const valuesOf = (value: unknown): unknown[] => (Array.isArray(value) ? value.flatMap(valuesOf) : [value]);

function equals(expected: unknown, place: string): Predicate {
  if (expected === null || ['string', 'number', 'boolean'].includes(typeof expected)) {
    return (value) => value === expected;
  }
  throw new Error(`${place} has ${JSON.stringify(expected)}; a string, number, boolean or null can match.`);
}

const OPERATORS: Readonly<Record<string, (operand: unknown, place: string) => Predicate>> = {
  prefix: textOperator((value, operand) => value.startsWith(operand)),
  suffix: textOperator((value, operand) => value.endsWith(operand)),
  'equals-ignore-case': textOperator((value, operand) => value.toLowerCase() === operand.toLowerCase()),
  wildcard: textOperator((value, operand) => wildcardExpression(operand).test(value)),
  exists: existsPredicate,
  numeric: numericPredicate,
  'anything-but': anythingButPredicate,
};

function operatorPredicate(operation: Record<string, unknown>, place: string): Predicate {
  const [[name, operand] = ['', undefined], ...others] = Object.entries(operation);
  const make = OPERATORS[name];
  if (make && others.length === 0) return make(operand, `${place}, ${name}`);
  const known = Object.keys(OPERATORS).join(', ');
  throw new Error(`${place} has the operator ${JSON.stringify(operation)}; one of ${known} must stand alone.`);
}

/** `prefix` and `suffix` may ignore case: `{ prefix: { 'equals-ignore-case': 'x' } }`. */
function textOperator(test: (value: string, operand: string) => boolean) {
  return (operand: unknown, place: string): Predicate => {
    if (typeof operand === 'string') return (value) => typeof value === 'string' && test(value, operand);
    const folded = isRecord(operand) ? operand['equals-ignore-case'] : undefined;
    if (typeof folded !== 'string') throw new Error(`${place} is ${JSON.stringify(operand)}; it must be a string.`);
    return (value) => typeof value === 'string' && test(value.toLowerCase(), folded.toLowerCase());
  };
}

/** `*` stands for any characters; `\*` and `\\` for themselves. */
function wildcardExpression(wildcard: string): RegExp {
  const source = wildcard.replace(/\\([*\\])|(\*)|[\s\S]/gu, (character, escaped?: string, any?: string) =>
    any ? '[\\s\\S]*' : (escaped ?? character).replace(/[$()*+.?[\\\]^{|}/-]/u, '\\$&'),
  );
  return new RegExp(`^${source}$`, 'u');
}

function existsPredicate(operand: unknown, place: string): Predicate {
  if (typeof operand !== 'boolean')
    throw new Error(`${place} is ${JSON.stringify(operand)}; it must be true or false.`);
  return (value) => (value !== undefined) === operand;
}

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** `['>', 0, '<=', 5]` */
function numericPredicate(operand: unknown, place: string): Predicate {
  const parts: unknown[] = Array.isArray(operand) ? operand : [];
  const tests: ((value: number) => boolean)[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const compare = COMPARISONS[String(parts[at])];
    const bound = parts[at + 1];
    if (!compare || typeof bound !== 'number') break;
    tests.push((value) => compare(value, bound));
  }
  if (tests.length === 0 || tests.length * 2 !== parts.length) {
    throw new Error(`${place} is ${JSON.stringify(operand)}; it must be pairs such as [">", 0, "<=", 5].`);
  }
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

/** Of a value, a list of values, or an operator on text. A missing field is not "anything". */
function anythingButPredicate(operand: unknown, place: string): Predicate {
  const excluded = isRecord(operand) ? spread(operand) : [operand].flat();
  const matches = leafPredicate(excluded, place);
  return (value) => value !== undefined && !matches(value);
}

/** `{ prefix: ['a', 'b'] }` excludes both. */
const spread = (operation: Record<string, unknown>): unknown[] =>
  Object.entries(operation).flatMap(([name, operands]) => [operands].flat().map((operand) => ({ [name]: operand })));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
