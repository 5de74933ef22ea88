import { DescribeStackResourceCommand, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { awsEndpoint } from '../../../functions/adapters/aws/aws-endpoint.ts';
import { DEPLOYMENT_BUCKET, uploadPrefix } from '../../cloudformation/osls-names.ts';
import { awsResponse } from '../aws-response.ts';
import type { Target } from '../target/target.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
const MOST_BYTES = 51_200;

interface PassedFor {
  readonly client: CloudFormationClient;
  readonly target: Pick<Target, 'stackName' | 'stage' | 'region'>;
}

/** A template for a change set: the text itself, or if that is too long, its location in the stack's bucket. */
export async function passTemplate(
  template: object,
  { client, target: { stackName, stage, region } }: PassedFor,
): Promise<{ readonly TemplateBody: string } | { readonly TemplateURL: string }> {
  const TemplateBody = JSON.stringify(template);
  if (Buffer.byteLength(TemplateBody) <= MOST_BYTES) return { TemplateBody };
  const bucket = new DescribeStackResourceCommand({
    StackName: stackName,
    LogicalResourceId: DEPLOYMENT_BUCKET,
  });
  const { StackResourceDetail } = await awsResponse('cloudformation:DescribeStackResource', client.send(bucket));
  const Bucket = StackResourceDetail?.PhysicalResourceId ?? '';
  // A single location, which each upload overwrites, and which is emptied when the stack is removed.
  const Key = `${uploadPrefix(stage)}/import.json`;
  const upload = new PutObjectCommand({ Bucket, Key, Body: TemplateBody, ContentType: 'application/json' });
  await awsResponse('s3:PutObject', new S3Client({ region }).send(upload));
  return { TemplateURL: `${awsEndpoint('s3', region)}/${Bucket}/${Key}` };
}
