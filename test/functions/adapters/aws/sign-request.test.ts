import { SignatureV4 } from '@smithy/signature-v4';
import { asyncProperty, assert, constantFrom, date, dictionary, option, string, stringMatching } from 'fast-check';
import { expect, test } from 'vitest';
import { signRequest } from '../../../../functions/adapters/aws/sign-request.ts';
import { NodeSha256 } from '../../../infra/local/codebuild/node-sha256.ts';

const accessKeyId = 'AKIDEXAMPLE';
const region = 'us-east-1';

test("a request is signed exactly as by the SDK's own signer", async () => {
  await assert(
    asyncProperty(
      constantFrom('https://dynamodb.us-east-1.amazonaws.com', 'http://127.0.0.1:4566', 'https://vpce-1.acme.io/a/b'),
      dictionary(stringMatching(/^x-amz-t[a-z-]{0,9}$/), stringMatching(/^[!-~]{1,20}$/)),
      string({ unit: 'binary' }),
      date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
      option(stringMatching(/^[A-Za-z0-9+/=]{1,40}$/), { nil: undefined }),
      async (endpoint, headers, body, signingDate, sessionToken) => {
        const url = new URL(endpoint);
        const credentials = { accessKeyId, secretAccessKey: 'sécret', ...(sessionToken && { sessionToken }) };
        const signer = new SignatureV4({
          service: 'dynamodb',
          region,
          credentials,
          sha256: NodeSha256,
          applyChecksum: false,
        });
        const theirs = await signer.sign(
          {
            method: 'POST',
            protocol: url.protocol,
            hostname: url.hostname,
            path: url.pathname,
            headers: { ...headers, host: url.host },
            body,
          },
          { signingDate },
        );
        const unsigned = { service: 'dynamodb', url, headers, body, now: signingDate.getTime() };
        expect(signRequest(unsigned, { region, credentials })).toEqual(theirs.headers);
      },
    ),
  );
});
