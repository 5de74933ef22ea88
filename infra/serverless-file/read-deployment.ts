import { join } from 'node:path';
import { readServerlessFile, type ServerlessFile } from './read-serverless-file.ts';

/** The functions in serverless.yml with what invokes them, for callers that need no account. */
export const readDeployment = (directory: string, stage: string, region: string): ServerlessFile =>
  readServerlessFile({
    path: join(directory, 'serverless.yml'),
    stage,
    region,
    account: '000000000000',
    queueUrl: (queueName) => `https://sqs.${region}.amazonaws.com/000000000000/${queueName}`,
  });
