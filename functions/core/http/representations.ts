import { encode, type ContentCoding } from './content-coding.ts';
import { entityTag } from './entity-tag.ts';

/** A content as it is sent. */
interface Representation {
  readonly body: string | Uint8Array;
  /** Each coding has its own, since its bytes differ. */
  readonly etag: string;
}

/** The content in the requested coding, or as it is for undefined. */
export type Representations = (coding: ContentCoding | undefined) => Promise<Representation>;

/** For a content that is served once. */
export function representations(content: string): Representations {
  const etag = entityTag(content);
  return async (coding) => ({
    body: coding === undefined ? content : await encode(content, coding, false),
    etag: codedTag(etag, coding),
  });
}

/** For a content that is served many times: each coding is made once, and as small as possible. */
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
