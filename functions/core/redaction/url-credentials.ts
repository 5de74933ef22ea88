import { SECRET_SHAPES } from './secret-shapes.ts';

/** The part of a URL before the host; the group `secret` contains user and password. */
export const USER_PARTS: readonly RegExp[] = [
  // A password extends to the last @ before the path, whatever it contains.
  /\b[a-z][a-z0-9+.-]{0,30}:\/\/(?<secret>(?<user>[^\s/?#@:'"<>]{0,300})(?::(?<password>[^\s/?#'"<>]{1,500}))?)@(?=[^\s/@])/gi,
  // Also matches a password with characters that should be escaped; after a port, they are a path.
  /\b[a-z][a-z0-9+.-]{0,30}:\/\/(?<secret>(?<user>[^\s/?#@:'"<>]{0,300}):(?!\d{1,5}[/?#])(?<password>(?=[^\s@'"<>/?#]*[/?#])[^\s@'"<>]{1,500}))@(?=[^\s/@])/gi,
];

/** Parameters of a URL that carry a credential, including those of signed URLs of S3, Google and Azure. */
export const CREDENTIAL_QUERY =
  /[?&](?:(?:[a-z]+[_-])?(?:token|secret|password|passwd|api[_-]?key)|x-(?:amz|goog)-signature|x-amz-security-token|sig|signature)=(?<secret>[^\s&#'"<>]+)/gi;

/** Whoever knows such a URL can post to it. */
export const WEBHOOK_URLS: readonly RegExp[] = [
  /\bhttps:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[\w/-]{8,})/gi,
  /\bhttps:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/(?<secret>\d+\/[\w-]{8,})/gi,
  /\bhttps:\/\/[\w.-]+\.webhook\.office\.com\/webhookb2\/(?<secret>[\w@/-]{8,})/gi,
];

/**
 * Whether the part before a host is a credential. A user name alone is not a credential, unless it looks like a token:
 * a token of a known host, or a text that nobody would choose as a name.
 */
export const isCredential = (
  user: string,
  password: string | undefined,
  isStandIn: (text: string) => boolean,
): boolean =>
  password === undefined
    ? SECRET_SHAPES.some(([, shape]) => shape.test(user)) || /^(?=.*\d)(?=.*[a-z])[a-z0-9_-]{32,}$/i.test(user)
    : !isStandIn(password);
