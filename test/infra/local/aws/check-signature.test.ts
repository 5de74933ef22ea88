import { createHash } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { expect, test } from 'vitest';
import { checkSignature } from '../../../../infra/local/aws/check-signature.ts';
import { NodeSha256 } from '../codebuild/node-sha256.ts';

const NOW = Date.UTC(2026, 0, 1);
const BODY = '{"Name":"/x"}';
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };

/** A request that was signed without one of its headers and then sent with it. */
async function signedWithout(name: string) {
  const signer = new SignatureV4({
    service: 'ssm',
    region: 'us-east-1',
    credentials,
    sha256: NodeSha256,
    applyChecksum: false,
  });
  const unsigned = {
    method: 'POST',
    protocol: 'http:',
    hostname: '127.0.0.1',
    path: '/',
    headers: {
      host: '127.0.0.1:3001',
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonSSM.GetParameter',
      'x-amz-content-sha256': createHash('sha256').update(BODY).digest('hex'),
      'x-amz-security-token': 'session',
      'x-amz-meta': 'anything',
    },
    body: BODY,
  };
  const { headers } = await signer.sign(unsigned, { signingDate: new Date(NOW), unsignableHeaders: new Set([name]) });
  expect(/SignedHeaders=([^,]*)/.exec(headers['authorization']!)![1]!.split(';').includes(name)).toBe(false);
  return { method: 'POST', url: '/', headers, body: Buffer.from(BODY) };
}

test.each(['host', 'x-amz-target', 'x-amz-date', 'x-amz-content-sha256', 'x-amz-security-token', 'x-amz-meta'])(
  'a signature that leaves %s unsigned is refused, however right it is',
  async (name) => {
    await expect(checkSignature(await signedWithout(name), credentials, NOW)).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      status: 403,
      message: expect.stringContaining(`'${name}' must be a 'SignedHeader'`),
    });
  },
);

test.each(['content-type', 'user-agent'])('a signature can leave %s unsigned', async (name) => {
  expect(await checkSignature(await signedWithout(name), credentials, NOW)).toEqual({
    service: 'ssm',
    region: 'us-east-1',
  });
});
