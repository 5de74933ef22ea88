type Predicate = (value: unknown) => boolean;

/**
 * Compiles the test for a rule's event pattern. It supports what our rules use of EventBridge's patterns: fields, and
 * lists of allowed values.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 *
 * @throws Error naming the position of anything else in the pattern
 */
export function compileEventPattern(pattern: unknown, place = 'the event pattern'): Predicate {
  if (!isRecord(pattern) || Object.keys(pattern).length === 0) {
    throw new Error(`${place} is ${JSON.stringify(pattern)}, but must be an object with at least one field.`);
  }
  const tests = Object.entries(pattern).map(([key, expected]): Predicate => {
    const at = `${place}, ${key}`;
    const matches = Array.isArray(expected) ? isOneOf(expected, at) : compileEventPattern(expected, at);
    return (value) => isRecord(value) && matches(value[key]);
  });
  return (value) => valuesOf(value).some((each) => tests.every((test) => test(each)));
}

function isOneOf(alternatives: readonly unknown[], place: string): Predicate {
  if (alternatives.length === 0) throw new Error(`${place} is an empty list: it must contain at least one value.`);
  const other = alternatives.find((value) => typeof value !== 'string');
  if (other !== undefined)
    throw new Error(`${place} contains ${JSON.stringify(other)}, but only strings are supported here.`);
  return (value) => valuesOf(value).some((each) => alternatives.includes(each));
}

/** If the event has a list, any of its values can match. */
const valuesOf = (value: unknown): readonly unknown[] => [value].flat();

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
