import { expect, test } from 'vitest';
import { importKept, keptResources } from '../../../infra/template/kept-resources.ts';

const table = (TableName: string) => ({ Type: 'AWS::DynamoDB::Table', Properties: { TableName } });
const repository = { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'acme/web' } };
const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } };
const template = { Resources: { Builds: table('builds'), Images: repository, Jobs: queue } };

test('only tables and image repositories outlive a stack', () => {
  expect(keptResources(template)).toEqual([
    { id: 'Builds', type: 'AWS::DynamoDB::Table', name: 'builds' },
    { id: 'Images', type: 'AWS::ECR::Repository', name: 'acme/web' },
  ]);
  expect(keptResources({})).toEqual([]);
});

test('an existing stack stays as it is, and gets what it lacks', () => {
  const current = { Resources: { Jobs: queue, Builds: table('builds') }, Outputs: { Url: { Value: 'https://...' } } };
  const lacking = keptResources(template).filter(({ id }) => id === 'Images');
  expect(importKept(lacking, template, current)).toEqual({
    template: { ...current, Resources: { ...current.Resources, Images: repository } },
    resourcesToImport: [
      {
        ResourceType: 'AWS::ECR::Repository',
        LogicalResourceId: 'Images',
        ResourceIdentifier: { RepositoryName: 'acme/web' },
      },
    ],
  });
});
