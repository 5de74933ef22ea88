import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { awsResponse } from '../aws-response.ts';
import type { Existing } from '../../template/kept-resources.ts';
import type { Target } from '../target/target.ts';
import { unlessNamed } from '../unless-named.ts';

/** Finds a table, with its indexes. All calls use one client. A table's name shows which stage it belongs to. */
export function tableFinder({ region }: Pick<Target, 'region'>): (name: string) => Promise<Existing | undefined> {
  const client = new DynamoDBClient({ region });
  return async (TableName) => {
    const found = unlessNamed('ResourceNotFoundException', client.send(new DescribeTableCommand({ TableName })));
    const { Table } = (await awsResponse('dynamodb:DescribeTable', found)) ?? {};
    return Table && { indexes: (Table.GlobalSecondaryIndexes ?? []).flatMap(({ IndexName }) => IndexName ?? []) };
  };
}
