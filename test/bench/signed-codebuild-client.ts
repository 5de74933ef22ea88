import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { BatchGetBuildsCommandOutput } from '@aws-sdk/client-codebuild';
import type { AwsAccess } from '../../functions/adapters/aws/aws-access.ts';
import { signRequest } from '../../functions/adapters/aws/sign-request.ts';
import type { CodeBuildCalls } from '../../functions/adapters/codebuild-client.ts';

/** BatchGetBuilds with our own signed request, with which the SDK's client is compared. */
export function codeBuildClient(access: AwsAccess): Pick<CodeBuildCalls, 'batchGetBuilds'> {
  const url = new URL(access.endpointUrls!['codebuild']!);
  return {
    batchGetBuilds: async (input) => {
      const body = JSON.stringify(input);
      const unsigned = {
        'content-type': 'application/x-amz-json-1.1',
        'content-length': String(Buffer.byteLength(body)),
        'x-amz-target': 'CodeBuild_20161006.BatchGetBuilds',
      };
      const headers = signRequest({ service: 'codebuild', url, headers: unsigned, body, now: Date.now() }, access);
      const response = await new Promise<Parameters<typeof text>[0]>((resolve, reject) => {
        request(url, { method: 'POST', headers }, resolve).on('error', reject).end(body);
      });
      const isTime = (key: string): boolean => key === 'startTime' || key === 'endTime';
      return JSON.parse(await text(response), (key, value: unknown) =>
        isTime(key) ? new Date(1000 * (value as number)) : value,
      ) as BatchGetBuildsCommandOutput;
    },
  };
}
