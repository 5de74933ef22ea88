type Predicate = (value: unknown) => boolean;

/**
 * Makes the test that a rule puts events to. Of EventBridge's event patterns it knows what our rules use: fields, and
 * lists of the texts that they may have.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 *
 * @throws Error naming the place in the pattern of anything else
 */
export function compileEventPattern(pattern: unknown, place = 'the event pattern'): Predicate {
  if (!isRecord(pattern) || Object.keys(pattern).length === 0) {
    throw new Error(`${place} is ${JSON.stringify(pattern)}; it must be an object with at least one field.`);
  }
  const tests = Object.entries(pattern).map(([key, expected]): Predicate => {
    const at = `${place}, ${key}`;
    const matches = Array.isArray(expected) ? isOneOf(expected, at) : compileEventPattern(expected, at);
    return (value) => isRecord(value) && matches(value[key]);
  });
  return (value) => valuesOf(value).some((each) => tests.every((test) => test(each)));
}

function isOneOf(alternatives: readonly unknown[], place: string): Predicate {
  if (alternatives.length === 0) throw new Error(`${place} is an empty list; it must name what matches.`);
  const other = alternatives.find((value) => typeof value !== 'string');
  if (other !== undefined) throw new Error(`${place} has ${JSON.stringify(other)}; only a string can match here.`);
  return (value) => valuesOf(value).some((each) => alternatives.includes(each));
}

/** Of a list in an event any value may match. */
const valuesOf = (value: unknown): readonly unknown[] => [value].flat();

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
