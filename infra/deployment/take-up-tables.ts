import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Template } from '../stack/compile-template.ts';
import { importKeptTables, tableNames } from '../stack/kept-tables.ts';
import { awsAnswer } from './aws-answer.ts';
import type { Stack } from './stack.ts';

/**
 * Takes the tables into the stack that an earlier one left behind.
 *
 * @param isThere whether the stack is
 * @returns the names of the tables
 */
export async function takeUpTables(
  stack: Stack,
  template: Template,
  { region, isThere }: { readonly region: string; readonly isThere: boolean },
): Promise<readonly string[]> {
  const existing = await findTables([...tableNames(template).values()], region);
  if (existing.length === 0) return [];
  const kept = importKeptTables(template, new Set(existing), isThere ? await stack.template() : undefined);
  if (!kept) return [];
  await stack.import(kept);
  return kept.resourcesToImport.map(({ ResourceIdentifier }) => ResourceIdentifier['TableName'] ?? '');
}

async function findTables(names: readonly string[], region: string): Promise<readonly string[]> {
  const client = new DynamoDBClient({ region });
  const isTable = (TableName: string): Promise<boolean> => {
    const answer = client.send(new DescribeTableCommand({ TableName })).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Error && error.name === 'ResourceNotFoundException') return false;
        throw error;
      },
    );
    return awsAnswer('dynamodb:DescribeTable', answer);
  };
  const found = await Promise.all(names.map(isTable));
  return names.filter((_, index) => found[index]);
}
