import { YAMLMap } from 'yaml';
import type { CollectionTag, ScalarTag } from 'yaml';

/** The values of the stack's references; undefined for an unknown one. */
export interface StackValues {
  ref(logicalId: string): string | undefined;
  getAtt(logicalId: string, attribute: string): string | undefined;
}

const SHORT_FORMS = ['Ref', 'GetAtt', 'Sub', 'Join', 'If', 'Select', 'Split', 'ImportValue', 'Equals', 'Not'];

/**
 * Converts CloudFormation's short forms to the long ones: `!Ref X` is `{ Ref: X }`, `!GetAtt X.Arn` is `{ Fn::GetAtt:
 * [X, Arn] }`.
 */
export const INTRINSIC_TAGS: (ScalarTag | CollectionTag)[] = SHORT_FORMS.flatMap((name) => {
  const tag = `!${name}`;
  const key = name === 'Ref' ? name : `Fn::${name}`;
  const inCollection = (collection: 'map' | 'seq'): CollectionTag => ({
    tag,
    collection,
    resolve(node) {
      const map = new YAMLMap();
      map.set(key, node);
      return map;
    },
  });
  const scalar: ScalarTag = {
    tag,
    resolve: (text) => ({ [key]: name === 'GetAtt' ? [...splitAtDot(text)] : text }),
  };
  return [scalar, inCollection('map'), inCollection('seq')];
});

/**
 * Replaces CloudFormation's functions in a value by their values.
 *
 * @throws Error naming the position of a function that is not supported or has no value
 */
export function evaluateIntrinsicFunctions(value: unknown, stack: StackValues, place: string): unknown {
  const evaluate = (item: unknown, at: string | number): unknown =>
    evaluateIntrinsicFunctions(item, stack, typeof at === 'number' ? `${place}[${at}]` : `${place}.${at}`);
  if (Array.isArray(value)) return value.map((item: unknown, at) => evaluate(item, at));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Record<string, unknown>);
  const [name, operand] = entries[0] ?? [];
  if (entries.length !== 1 || name === undefined || !(name === 'Ref' || name.startsWith('Fn::'))) {
    return Object.fromEntries(entries.map(([key, item]) => [key, evaluate(item, key)]));
  }
  const result = call(name, evaluate(operand, name), stack);
  if (result !== undefined) return result;
  throw new Error(`${place}: ${name} of ${JSON.stringify(operand)} is not supported.`);
}

function call(name: string, operand: unknown, stack: StackValues): string | undefined {
  if (name === 'Ref' && typeof operand === 'string') return stack.ref(operand);
  if (name === 'Fn::Sub' && typeof operand === 'string') return substitute(operand, stack);
  if (!Array.isArray(operand)) return undefined;
  const [first, second] = operand as unknown[];
  if (typeof first !== 'string') return undefined;
  if (name === 'Fn::GetAtt' && typeof second === 'string') return stack.getAtt(first, second);
  if (name === 'Fn::Join' && Array.isArray(second)) return second.join(first);
  return undefined;
}

function substitute(text: string, stack: StackValues): string | undefined {
  let known = true;
  const substituted = text.replace(/\$\{([^!{}][^{}]*)\}/g, (_, reference: string) => {
    const value = reference.includes('.') ? stack.getAtt(...splitAtDot(reference)) : stack.ref(reference);
    known &&= value !== undefined;
    return value ?? '';
  });
  return known ? substituted : undefined;
}

function splitAtDot(text: string): [string, string] {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}
