import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { awsEndpoint } from '../../../../functions/adapters/aws/aws-endpoint.ts';

const CLIENTS = { codebuild: CodeBuildClient, dynamodb: DynamoDBClient, sqs: SQSClient, ssm: SSMClient };

test.each(['us-east-1', 'ap-southeast-7', 'cn-northwest-1', 'us-gov-west-1', 'eusc-de-east-1'])(
  'service endpoints in %s are those of the SDK',
  (region) => {
    for (const [service, Client] of Object.entries(CLIENTS)) {
      const theirs = new Client({ region }).config.endpointProvider({ Region: region });
      expect(`${awsEndpoint(service, region)}/`).toBe(theirs.url.href);
    }
  },
);
