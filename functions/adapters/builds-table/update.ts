import type { WrittenItem } from '../aws/dynamo-item.ts';
import { present, type Fields } from './item-fields.ts';

/** When an update is done: an expression with attributes as `#name`, and the values for its `:values`. */
export interface Condition {
  readonly expression: string;
  /** Further values of the expression, which can also use the value of each written field under the field's name. */
  readonly values?: WrittenItem;
}

/** The parameters of an UpdateItem that sets these fields and removes those that are undefined. */
export function update(fields: Fields, { expression, values = {} }: Condition) {
  const set = present(fields);
  const removed = Object.keys(fields).filter((name) => !Object.hasOwn(set, name));
  const UpdateExpression = [
    `SET ${Object.keys(set)
      .map((name) => `#${name} = :${name}`)
      .join(', ')}`,
    ...(removed.length > 0 ? [`REMOVE ${removed.map((name) => `#${name}`).join(', ')}`] : []),
  ].join(' ');
  return {
    UpdateExpression,
    ConditionExpression: expression,
    ExpressionAttributeNames: namesIn(`${UpdateExpression} ${expression}`),
    ExpressionAttributeValues: Object.fromEntries([
      ...Object.entries(set).map(([name, value]) => [`:${name}`, value] as const),
      ...Object.entries(values),
    ]),
  };
}

/** Some of the attribute names are reserved words in DynamoDB. */
export const namesIn = (expression: string): Record<string, string> =>
  Object.fromEntries([...expression.matchAll(/#(\w+)/g)].map(([alias, name = '']) => [alias, name]));
