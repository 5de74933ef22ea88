/** Why a request has no caller. For the log only: the response is the same for every reason. */
export interface Refused {
  readonly refused: string;
  /** Ids and names that help the operator find the cause; nothing secret. */
  readonly details: RefusalDetails;
}

interface RefusalDetails {
  /** The id of one of Pushlight's own tokens. */
  readonly tokenId?: string;
  /** For an OpenID Connect token: the name of its issuer, or the URL of one that is not configured. */
  readonly issuer?: string;
  readonly subject?: string;
  /** The names of the claims that are missing or wrong, without their values. */
  readonly claims?: string;
}

/** Keeps long texts from strangers out of the log. */
const LONGEST = 300;

export function refused(reason: string, details: RefusalDetails = {}): Refused {
  const short = Object.entries(details).map(
    ([name, text]: [string, string]) => [name, text.slice(0, LONGEST)] as const,
  );
  return { refused: reason, details: Object.fromEntries(short) };
}
