import { isUtf8 } from 'node:buffer';
import { verify } from '@octokit/webhooks-methods';
import type { Verified } from './provider.ts';

/** Lower-case hex only, whole: anything else is no signature, whatever a decoder would make of it. */
const SIGNATURE = /^sha256=[0-9a-f]{64}$/;

/** Looks for the secret whose HMAC-SHA256 of the body this is: "sha256=" and 64 hex digits, as GitHub writes it. */
export async function verifyBodySignature(
  signature: string,
  body: Buffer,
  secrets: readonly string[],
): Promise<Verified | undefined> {
  // The library takes text; bytes that are not UTF-8 would not survive the way there, and are no JSON.
  if (!SIGNATURE.test(signature) || body.length === 0 || !isUtf8(body)) return undefined;
  const text = body.toString('utf8');
  const matches = await Promise.all(secrets.map((secret) => verify(secret, text, signature)));
  return firstMatch(matches);
}

export function firstMatch(matches: readonly boolean[]): Verified | undefined {
  const secret = matches.indexOf(true);
  return secret === -1 ? undefined : { secret };
}
