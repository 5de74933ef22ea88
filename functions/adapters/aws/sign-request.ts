import { createHmac, hash } from 'node:crypto';
import type { AwsAccess } from './aws-access.ts';

export interface UnsignedRequest {
  readonly service: string;
  /** Its path must need no encoding, and it must have no query. */
  readonly url: URL;
  /** Lower-case names, without `host`; values without leading or trailing spaces. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Returns the headers of a POST request with Signature Version 4, including `host`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signRequest(
  { service, url, headers, body, now }: UnsignedRequest,
  { region, credentials }: Pick<AwsAccess, 'region' | 'credentials'>,
): Record<string, string> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const time = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = [time.slice(0, 8), region, service, 'aws4_request'];
  const signed: Record<string, string> = {
    ...headers,
    host: url.host,
    'x-amz-date': time,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(signed).toSorted();
  const canonical = ['POST', url.pathname, '', ...names.map((name) => `${name}:${signed[name]}`), '', names.join(';')];
  const request = sha256([...canonical, sha256(body)].join('\n'));
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope.join('/'), request].join('\n')).toString('hex');
  const authorization =
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope.join('/')}, ` +
    `SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...signed, authorization };
}

const sha256 = (text: string): string => hash('sha256', text);
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
