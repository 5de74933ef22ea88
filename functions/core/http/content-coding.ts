import { acceptWeights } from './accept-weights.ts';

/** In order of preference. */
const CODINGS = ['br', 'gzip'] as const;
export type ContentCoding = (typeof CODINGS)[number];

/** The coding that an Accept-Encoding header prefers (RFC 9110, 12.5.3); undefined: none, send the content as it is. */
export function acceptedCoding(acceptEncoding: string | undefined): ContentCoding | undefined {
  if (acceptEncoding === undefined) return undefined;
  const weights = acceptWeights(acceptEncoding);
  const weightOf = (coding: ContentCoding): number => weights.get(coding) ?? weights.get('*') ?? 0;
  const [best] = CODINGS.toSorted((one, other) => weightOf(other) - weightOf(one));
  return best && weightOf(best) > 0 ? best : undefined;
}

/** @param isKept whether the result is served many times, so that better compression is worth the time */
export async function encode(content: string, coding: ContentCoding, isKept: boolean): Promise<Uint8Array> {
  // Loaded on demand, since it adds milliseconds to a cold start.
  const { brotliCompressSync, constants, gzipSync } = await import('node:zlib');
  if (coding === 'gzip') return gzipSync(content, { level: isKept ? 9 : 5 });
  return brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(content),
      [constants.BROTLI_PARAM_QUALITY]: isKept ? 11 : 4,
    },
  });
}
