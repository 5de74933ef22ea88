import { crc32 } from 'node:zlib';

/**
 * The text of a token: `pushlight_{id}_{secret}{checksum}`, all in hex. Scanners for leaked secrets recognise it by its
 * prefix, and the checksum reveals a mistyped token.
 */
const TOKEN = /^(?<checked>pushlight_(?<id>[0-9a-f]{12})_[0-9a-f]{48})(?<checksum>[0-9a-f]{8})$/;

const ID_BYTES = 6;
const SECRET_BYTES = 24;

/** The number of random bytes in a token: the id's, then the secret's. */
export const TOKEN_BYTES = ID_BYTES + SECRET_BYTES;

export const isTokenId = (text: string): boolean => /^[0-9a-f]{12}$/.test(text);

/** @param random the bytes of an id and a secret; `id` keeps the id of a token that is rotated */
export function makeToken(random: Buffer, id = random.toString('hex', 0, ID_BYTES)): string {
  const checked = `pushlight_${id}_${random.toString('hex', ID_BYTES, TOKEN_BYTES)}`;
  return checked + checksum(checked);
}

/** The id in a token; undefined for a text that is not a token or was mistyped. */
export function tokenId(text: string): string | undefined {
  const { checked = '', id, checksum: told } = TOKEN.exec(text)?.groups ?? {};
  return told === checksum(checked) ? id : undefined;
}

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0');
