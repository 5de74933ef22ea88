/** Why a request is nobody's. For the log alone: the response is the same for every reason. */
export interface Refused {
  readonly refused: string;
  /** Ids and names that help whoever runs this to find the cause; nothing secret. */
  readonly details: RefusalDetails;
}

interface RefusalDetails {
  /** The id of one of our own tokens. */
  readonly tokenId?: string;
  /** Of an OpenID Connect token: the name of its issuer, or the URL of one that is not configured. */
  readonly issuer?: string;
  readonly subject?: string;
  /** The names of the claims that are not as they must be; no value. */
  readonly claims?: string;
}

/** Long texts of strangers do not fill the log. */
const LONGEST = 300;

export function refused(reason: string, details: RefusalDetails = {}): Refused {
  const short = Object.entries(details).map(
    ([name, text]: [string, string]) => [name, text.slice(0, LONGEST)] as const,
  );
  return { refused: reason, details: Object.fromEntries(short) };
}
