import { expect, test } from 'vitest';
import { awsResponse } from '../../../infra/deployment/aws-response.ts';

const refusal = (name: string, message: string): Error => Object.assign(new Error(message), { name });

test.each<[string, string, RegExp]>([
  [
    'CredentialsProviderError',
    'Could not load credentials.',
    /^sts:Call failed: .*: there are no AWS credentials\. Sign/,
  ],
  ['ExpiredTokenException', 'It has expired.', /the AWS credentials have expired\. Sign in/],
  ['InvalidClientTokenId', 'The token is invalid.', /AWS does not accept the credentials\. Sign in/],
  [
    'AccessDeniedException',
    'User: ops is not\nauthorized.',
    /is not authorized: give your AWS credentials the missing perm/,
  ],
  ['ThrottlingException', 'Rate exceeded', /ThrottlingException: Rate exceeded: try again in a minute\.$/],
  [
    'Error',
    'Region is missing',
    /^sts:Call failed: Region is missing: name the region of the deployment with --region\.$/,
  ],
  [
    'Error',
    'getaddrinfo ENOTFOUND sts.eu-west-9.amazonaws.com',
    /the region does not exist \(see --region\), or this machine is off/,
  ],
  ['InternalFailure', 'We are sorry', /^sts:Call failed: InternalFailure: We are sorry$/],
])('%s is reported in one line, with what to do about it', async (name, message, told) => {
  await expect(awsResponse('sts:Call', Promise.reject(refusal(name, message)))).rejects.toThrow(told);
});
