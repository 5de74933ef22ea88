import { SECRET_SHAPES } from './secret-shapes.ts';

/** Puts `***` in place of the credentials in a text's URLs; a text without any comes back as it is. */
export function hideCredentials(text: string): string {
  const hide = (whole: string, scheme: string, user: string, password: string | undefined): string =>
    isSecret(user, password) ? `${scheme}***@` : whole;
  const shown = text
    .replaceAll(USER, hide)
    .replaceAll(UNESCAPED, hide)
    .replaceAll(QUERY, (whole, name: string, value: string) => (isStandIn(value) ? whole : `${name}***`));
  return WEBHOOKS.reduce((hidden, webhook) => hidden.replaceAll(webhook, '$1***'), shown);
}

/** A password goes to the last @ before the path, whatever is in it. */
const USER = /\b([a-z][a-z0-9+.-]*:\/\/)([^\s/?#@:'"<>]*)(?::([^\s/?#'"<>]+))?@(?=[^\s/@])/gi;

/** With what would have to be escaped in a password; behind a port it is a path. */
const UNESCAPED =
  /\b([a-z][a-z0-9+.-]*:\/\/)([^\s/?#@:'"<>]*):((?!\d{1,5}[/?#])[^\s@'"<>]*[/?#][^\s@'"<>]*)@(?=[^\s/@])/gi;

/** Names of parameters that carry a credential; also of signed URLs, S3's and Azure's. */
const QUERY =
  /(\b[a-z][a-z0-9+.-]*:\/\/[^\s'"<>]*?[?&](?:(?:[a-z]+[_-])?(?:token|secret|password|passwd|api[_-]?key)|x-amz-signature|x-amz-security-token|sig|signature)=)([^\s&#'"<>]+)/gi;

/** Whoever knows the URL of one can post to it. */
const WEBHOOKS = [
  /(\bhttps:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/-]{8,}/gi,
  /(\bhttps:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/)\d+\/[\w-]{8,}/gi,
];

/** A name alone is only a user's, unless it looks like a token. */
const isSecret = (user: string, password: string | undefined): boolean =>
  password === undefined ? isToken(user) : !isStandIn(password);

/** Hosts' own tokens, and what nobody would choose for a name. */
const isToken = (user: string): boolean =>
  SECRET_SHAPES.some(([, shape]) => shape.test(user)) || /^(?=.*\d)(?=.*[a-z])[a-z0-9_-]{32,}$/i.test(user);

/** A variable of the shell, or what an example puts in its place. */
const isStandIn = (value: string): boolean => /^(?:\$.*|.*\$[\w{(].*|%\w+%|\{.*\}|\[.*\]|[*.…x]+)$/i.test(value);
