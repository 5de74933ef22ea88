import { randomBytes } from 'node:crypto';
import { awsCall } from '../../functions/adapters/aws/aws-call.ts';
import { hashToken, writeTokenRecord } from '../../functions/core/access/token-record.ts';
import { makeToken, TOKEN_BYTES, tokenId } from '../../functions/core/access/token.ts';
import { LOCAL_REGION, LOCAL_STAGE } from '../../infra/serverless-file/local-stage.ts';
import type { LocalService } from '../../infra/local/local-service.ts';

/** A new token of a local service that can start and read builds of every project's main branch. */
export async function apiToken({ awsUrl, credentials }: Pick<LocalService, 'awsUrl' | 'credentials'>): Promise<string> {
  const token = makeToken(randomBytes(TOKEN_BYTES));
  const now = Date.now();
  const record = writeTokenRecord({
    name: 'bench',
    hash: hashToken(token),
    grant: { projects: ['*'], actions: ['start', 'read'], refs: ['main'], variables: [] },
    createdAt: now,
    expiresAt: now + 3600_000,
  });
  const access = { region: LOCAL_REGION, credentials, endpointUrls: { ssm: awsUrl } };
  const name = `/pushlight/${LOCAL_STAGE}/tokens/${tokenId(token)}`;
  await awsCall('ssm', access, { deadlineMilliseconds: 1000, attempts: 1 })('PutParameter', {
    Name: name,
    Value: record,
    Type: 'SecureString',
  });
  return token;
}
