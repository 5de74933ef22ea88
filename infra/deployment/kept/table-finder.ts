import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { awsResponse } from '../aws-response.ts';
import type { Target } from '../target/target.ts';
import { unlessNamed } from '../unless-named.ts';

/** Whether a table exists. All calls use one client. Its name shows which stage it belongs to. */
export function tableFinder({ region }: Pick<Target, 'region'>): (name: string) => Promise<boolean> {
  const client = new DynamoDBClient({ region });
  return async (TableName) => {
    const found = unlessNamed('ResourceNotFoundException', client.send(new DescribeTableCommand({ TableName })));
    return (await awsResponse('dynamodb:DescribeTable', found)) !== undefined;
  };
}
