import type { WrittenItem } from '../aws/dynamo-item.ts';
import { present, type Fields } from './item-fields.ts';

/** When an update is done: an expression in which attributes are `#name`, and what its `:values` are. */
export interface Condition {
  readonly expression: string;
  /** In addition to the written fields, each of which is the value of its own name. */
  readonly values?: WrittenItem;
}

/** What UpdateItem is sent to set these fields, and to remove those that are undefined. */
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

/** Some of our attributes' names are DynamoDB's own words. */
export const namesIn = (expression: string): Record<string, string> =>
  Object.fromEntries([...expression.matchAll(/#(\w+)/g)].map(([alias, name = '']) => [alias, name]));
