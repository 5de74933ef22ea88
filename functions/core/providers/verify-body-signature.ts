import { verify } from '@octokit/webhooks-methods';
import { bodyText } from './body-text.ts';
import { firstMatch, type Verified } from './provider.ts';

/** Lower-case hex only, whole: anything else is no signature, whatever a decoder would make of it. */
const HEX = /^[0-9a-f]{64}$/;

/**
 * Looks for the secret whose HMAC-SHA256 over the body this is, in constant time. The library takes text:
 * bytes that are not UTF-8 would not survive the way there, and are no JSON, so that they are refused first.
 */
export async function verifyBodySignature(
  hex: string,
  body: Buffer,
  secrets: readonly string[],
): Promise<Verified | undefined> {
  const text = bodyText(body);
  if (!HEX.test(hex) || !text) return undefined;
  return firstMatch(await Promise.all(secrets.map((secret) => verify(secret, text, `sha256=${hex}`))));
}

/** "sha256=" and the digits, as GitHub and Bitbucket write a signature. Empty for what is none. */
export const sha256Digits = (signature = ''): string =>
  signature.startsWith('sha256=') ? signature.slice('sha256='.length) : '';
