import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { awsResponse } from '../aws-response.ts';
import type { Target } from '../target/target.ts';
import { unlessNamed } from '../unless-named.ts';

/** Whether a table is there, asked over one client; its name tells whose it is. */
export function tableFinder({ region }: Pick<Target, 'region'>): (name: string) => Promise<boolean> {
  const client = new DynamoDBClient({ region });
  return async (TableName) => {
    const found = unlessNamed('ResourceNotFoundException', client.send(new DescribeTableCommand({ TableName })));
    return (await awsResponse('dynamodb:DescribeTable', found)) !== undefined;
  };
}
