import { beforeAll, expect, test } from 'vitest';
import { missingConcurrency } from '../../../infra/template/reserved-concurrency.ts';
import { compileForTest, stackOptions, type CompiledStack } from './compile-for-test.ts';

const options = { ...stackOptions('dev', ''), reserveConcurrency: false };
let stack: CompiledStack;
beforeAll(async () => {
  stack = await compileForTest(options);
});

test("if the account's concurrency is too low, no function reserves any", () => {
  const functions = stack.properties('AWS::Lambda::Function');
  expect(functions).toHaveLength(options.functions.length);
  for (const { ReservedConcurrentExecutions } of functions) {
    expect(ReservedConcurrentExecutions).toEqual({ Ref: 'AWS::NoValue' });
  }
});

test('a stage that is not for production does not protect its tables from deletion, but still keeps them', () => {
  for (const [id, { DeletionPolicy, Properties }] of stack.ofType('AWS::DynamoDB::Table')) {
    expect([DeletionPolicy, Properties['DeletionProtectionEnabled']], id).toEqual(['Retain', false]);
  }
});

test('an account must keep 100 of its concurrency for functions that reserve none', () => {
  const functions = [{ reservedConcurrency: 50 }, { reservedConcurrency: 5 }, {}].map((each, index) => ({
    name: String(index),
    timeoutSeconds: 1,
    memorySize: 128,
    environment: {},
    events: [],
    ...each,
  }));
  expect(missingConcurrency(functions, 1000)).toBe(0);
  expect(missingConcurrency(functions, 155)).toBe(0);
  expect(missingConcurrency(functions, 154)).toBe(1);
  expect(missingConcurrency(functions, 10)).toBe(145);
});
