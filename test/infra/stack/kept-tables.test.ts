import { expect, test } from 'vitest';
import { importKeptTables } from '../../../infra/stack/kept-tables.ts';

const table = (TableName: string) => ({ Type: 'AWS::DynamoDB::Table', Properties: { TableName } });
const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } };
const template = { Resources: { Builds: table('builds'), Deliveries: table('deliveries'), Jobs: queue } };

test('where no table is there, or the stack has them all, there is nothing to import', () => {
  expect(importKeptTables(template, new Set())).toBe(undefined);
  expect(importKeptTables(template, new Set(['builds', 'deliveries']), template)).toBe(undefined);
});

test('a stack that is there stays as it is, and gets the table that it lacks', () => {
  const current = { Resources: { Jobs: queue, Builds: table('builds') }, Outputs: { Url: { Value: 'https://...' } } };
  expect(importKeptTables(template, new Set(['builds', 'deliveries']), current)).toEqual({
    template: { ...current, Resources: { ...current.Resources, Deliveries: table('deliveries') } },
    resourcesToImport: [
      {
        ResourceType: 'AWS::DynamoDB::Table',
        LogicalResourceId: 'Deliveries',
        ResourceIdentifier: { TableName: 'deliveries' },
      },
    ],
  });
});
