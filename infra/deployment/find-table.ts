import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { awsAnswer } from './aws-answer.ts';
import type { Target } from './target.ts';
import { unlessNamed } from './unless-named.ts';

/** Whether a table is there; its name tells whose it is. */
export async function findTable(TableName: string, { region }: Pick<Target, 'region'>): Promise<boolean> {
  const answer = new DynamoDBClient({ region }).send(new DescribeTableCommand({ TableName }));
  const found = unlessNamed('ResourceNotFoundException', answer);
  return (await awsAnswer('dynamodb:DescribeTable', found)) !== undefined;
}
