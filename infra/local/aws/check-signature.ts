import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Hash, Hmac } from 'node:crypto';
import { parse as parseQuery } from 'node:querystring';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { AwsError } from './aws-service.ts';
import type { Credentials } from './credentials.ts';

/** The parts of a request that SigV4 signs. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What the signature is for: the service and region in the credential scope. */
export interface Scope {
  readonly service: string;
  readonly region: string;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 +Credential=(?<accessKeyId>[^/,\s]+)\/(?<date>\d{8})\/(?<region>[^/,\s]+)\/(?<service>[^/,\s]+)\/aws4_request, *SignedHeaders=(?<signedHeaders>[a-z0-9;-]+), *Signature=(?<signature>[0-9a-f]{64})$/;
const AMZ_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const LONGEST_SKEW_MS = 15 * 60_000;

/**
 * Checks the Signature Version 4 in a request's Authorization header against the only access key.
 * @throws AwsError with status 403 and AWS's name for the problem
 */
export async function checkSignature(
  request: SignedRequest,
  credentials: Credentials,
  now: number = Date.now(),
): Promise<Scope> {
  const authorization = request.headers['authorization'];
  if (!authorization) throw forbidden('MissingAuthenticationTokenException', 'The request is not signed.');
  const { accessKeyId, region, service, signedHeaders, signature } = AUTHORIZATION.exec(authorization)?.groups ?? {};
  if (!accessKeyId || !region || !service || !signedHeaders || !signature) {
    throw forbidden('IncompleteSignatureException', 'The Authorization header is not one of AWS4-HMAC-SHA256.');
  }
  if (accessKeyId !== credentials.accessKeyId) {
    throw forbidden('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  const signingDate = readDate(request.headers['x-amz-date']);
  if (Math.abs(now - signingDate.getTime()) > LONGEST_SKEW_MS) {
    throw invalidSignature(
      `Signature expired: x-amz-date is more than 15 minutes from ${new Date(now).toISOString()}.`,
    );
  }
  checkBodyHash(request);
  const signed = new Set(signedHeaders.split(';'));
  const open = Object.keys(request.headers).find((name) => /^(?:host$|x-amz-)/.test(name) && !signed.has(name));
  if (open) throw invalidSignature(`'${open}' must be a 'SignedHeader' in the AWS Authorization.`);
  const expected = await sign(request, signed, { credentials, region, service, signingDate });
  if (!timingSafeEqual(Buffer.from(expected, 'hex'), Buffer.from(signature, 'hex'))) {
    throw invalidSignature(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
    );
  }
  return { service, region };
}

/** The signature, 64 hex digits, that the holder of the secret key makes for the same request. */
async function sign(
  { method, url, headers, body }: SignedRequest,
  signedHeaders: ReadonlySet<string>,
  { signingDate, ...signer }: Scope & { credentials: Credentials; signingDate: Date },
): Promise<string> {
  const queryStart = url.indexOf('?');
  const unsigned = new HttpRequest({
    method,
    path: queryStart < 0 ? url : url.slice(0, queryStart),
    query: queryStart < 0 ? {} : { ...(parseQuery(url.slice(queryStart + 1)) as Record<string, string | string[]>) },
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => signedHeaders.has(name))),
    body,
  });
  const signed = await new SignatureV4({ ...signer, sha256: Sha256, applyChecksum: false }).sign(unsigned, {
    signingDate,
    signableHeaders: new Set(signedHeaders),
  });
  return /Signature=(.*)$/.exec(signed.headers['authorization'] ?? '')?.[1] ?? '';
}

/** The signer uses the body's hash from this header, so the header must be correct. */
function checkBodyHash({ headers, body }: SignedRequest): void {
  const claimed = headers['x-amz-content-sha256'];
  if (claimed === undefined) return;
  const given = Buffer.from(claimed);
  const right = Buffer.from(createHash('sha256').update(body).digest('hex'));
  if (given.length !== right.length || !timingSafeEqual(given, right)) {
    throw invalidSignature('x-amz-content-sha256 is not the hash of the body.');
  }
}

function readDate(amzDate: string | undefined): Date {
  const date = new Date((amzDate ?? '').replace(AMZ_DATE, '$1-$2-$3T$4:$5:$6Z'));
  if (Number.isNaN(date.getTime())) {
    throw forbidden(
      'IncompleteSignatureException',
      'The header x-amz-date must have a value such as 20300131T235959Z.',
    );
  }
  return date;
}

const forbidden = (type: string, message: string): AwsError => new AwsError(type, message, 403);
const invalidSignature = (message: string): AwsError => forbidden('InvalidSignatureException', message);

/** SHA-256, or HMAC-SHA256 with a secret, with the interface that the signer needs. */
class Sha256 {
  readonly #hash: Hash | Hmac;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytes(data));
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.#hash.digest()));
  }
}

const bytes = (data: string | ArrayBuffer | ArrayBufferView): Uint8Array => {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
};
