import { encode, type ContentCoding } from './content-coding.ts';
import { entityTag } from './entity-tag.ts';

/** One content, as it is sent. */
interface Representation {
  readonly body: string | Uint8Array;
  /** Each coding has its own, since its bytes are others. */
  readonly etag: string;
}

/** A content in the coding that is asked for; undefined: as it is. */
export type Representations = (coding: ContentCoding | undefined) => Promise<Representation>;

/** Of a content that is served once. */
export function representations(content: string): Representations {
  const etag = entityTag(content);
  return async (coding) => ({
    body: coding === undefined ? content : await encode(content, coding, false),
    etag: codedTag(etag, coding),
  });
}

/** Of a content that is kept: each coding is made once, and as small as can be. */
export function keptRepresentations(content: string): Representations {
  const etag = entityTag(content);
  const kept = new Map<ContentCoding | undefined, Representation>();
  return async (coding) => {
    let representation = kept.get(coding);
    if (representation === undefined) {
      const body = coding === undefined ? content : await encode(content, coding, true);
      representation = { body, etag: codedTag(etag, coding) };
      kept.set(coding, representation);
    }
    return representation;
  };
}

const codedTag = (etag: string, coding: ContentCoding | undefined): string =>
  coding === undefined ? etag : etag.replace(/"$/, `-${coding}"`);
