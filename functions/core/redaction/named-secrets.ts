import { isStandIn } from './is-stand-in.ts';
import type { Match } from './ranges.ts';

/** A secret that the text before it reveals, and a check whether it is one. Its pattern has the group `secret`. */
export interface NamedSecret {
  readonly pattern: RegExp;
  readonly isSecret: (match: Match) => boolean;
}

/** Whatever follows one of these names is a secret. */
const PASSWORD = String.raw`pass(?:word|wd|phrase|code)|pwd|(?<=[_-])pass|secret[_-]?key[_-]?base|connection[_-]?string`;
/** These names are also words in programming languages and in prose. */
const TOKEN = String.raw`secret|token|credentials?|(?<=_)auth|[_-]sig|(?:access|account|admin|api|app|application|auth|client|consumer|deploy|encrypt|encryption|gpg|hmac|jwt|license|master|private|secret|service|shared[_-]?access|signing|ssh|storage|subscription)[ _-]?key(?:[_-]?id)?`;
const NAME = String.raw`(?:(?<password>${PASSWORD})|(?<token>(?:${TOKEN})(?<!arn:[^\s"']{0,120})))`;
/** In quotes, or up to the next space. */
const VALUE = String.raw`(?<quote>["'\x60]?)(?<secret>(?<=")(?:[^"\\\n]|\\.)+|(?<=')(?:[^'\\\n]|\\.)+|(?<=\x60)[^\x60\n]+|(?<!["'\x60])[^\s"'\x60]\S*)`;

/** By the text before them, as it appears in logs. */
export const NAMED_SECRETS: readonly NamedSecret[] = [
  // NAME=value, "name": "value", name: value, name => value
  {
    pattern: new RegExp(
      String.raw`${NAME}["'\x60\]]{0,3}(?<separator>[ \t]{0,8}(?:=>|:=|={1,3}|:(?!:))[ \t]{0,8})${VALUE}`,
      'i',
    ),
    isSecret: isAssigned,
  },
  // --password value, --api-key value
  {
    pattern: new RegExp(String.raw`(?<![\w-])--?(?:[a-z]+-){0,4}?(?:pass|${NAME})[ \t]+(?!-)${VALUE}`, 'i'),
    isSecret: ({ secret }) => !isHarmless(secret) && !/^(?:id|type|source|src|name)=/.test(secret),
  },
  // Docker's ENV and ARG: ENV DB_PASSWORD value
  {
    pattern: new RegExp(String.raw`\b(?:ENV|ARG)[ \t]+\w{0,100}?${NAME}[ \t]+(?!=)${VALUE}`, 'i'),
    isSecret: ({ secret }) => !isHarmless(secret),
  },
  // <password>value</password>
  { pattern: new RegExp(String.raw`<[\w:.-]{0,60}?${NAME}>(?<secret>[^<\n]+)<`, 'i'), isSecret: isNoStandIn },
  // "name": "DB_PASSWORD", "value": "…"
  {
    pattern: new RegExp(
      String.raw`"(?:parameter)?(?:name|key)"\s*:\s*"[\w./-]{0,100}?${NAME}"\s*,\s*"(?:parameter)?value"\s*:\s*"(?<secret>(?:[^"\\\n]|\\.)+)"`,
      'i',
    ),
    isSecret: isNoStandIn,
  },
  // Headers: everything that follows, whatever the scheme.
  {
    pattern:
      /\b(?:proxy-)?authorization["']?[ \t]*[:=][ \t]*["']?(?:(?:basic|bearer|token|digest|negotiate|apikey|bot|aws4-hmac-sha256)[ \t]+)?(?<secret>[^\s"'][^"'\n]*)/i,
    isSecret: isNoStandIn,
  },
  { pattern: /\b(?:set-)?cookie["']?[ \t]*:[ \t]*["']?(?<secret>[\w.-]+=[^"'\n]+)/i, isSecret: isNoStandIn },
  { pattern: /\bbearer[ \t]+["']?(?<secret>[\w.~+/=-]{16,})/i, isSecret: isNoStandIn },
  {
    pattern: /\bbasic[ \t]+["']?(?<secret>[A-Za-z0-9+/]{6,}={0,2})/i,
    isSecret: ({ secret }) => /^[\x20-\x7e]+:[\x20-\x7e]*$/.test(Buffer.from(secret, 'base64').toString('latin1')),
  },
  // Docker and npm store base64 of user and password.
  { pattern: /(?:"auth"\s*:\s*"|\b_auth\s*=\s*"?)(?<secret>[A-Za-z0-9+/]{6,}={0,2})/, isSecret: () => true },
  // A token of Gitea: https://docs.gitea.com/development/api-usage
  { pattern: /\btoken["']?[ \t:=]+["']?(?<secret>[0-9a-f]{40})\b/i, isSecret: () => true },
  // .netrc
  { pattern: /\blogin\s+\S+\s+password\s+(?<secret>\S+)/i, isSecret: isNoStandIn },
  // SQL
  { pattern: /\b(?:identified\s+by|password)\s+'(?<secret>[^'\n]+)'/i, isSecret: isNoStandIn },
  // One-letter options of commands that read a password from them.
  {
    pattern:
      /\b(?:docker|podman|helm|oras|skopeo|buildah|az|crane)\b[^\n]{0,200}?\slogin\b[^\n]{0,300}?\s-p[= \t]?(?<secret>[^\s-]\S*)/i,
    isSecret: isNoStandIn,
  },
  { pattern: /\b(?:mysql|mariadb)\w*\b[^\n]{0,300}?\s-p(?<secret>[^\s-]\S*)/i, isSecret: isNoStandIn },
  { pattern: /\bsshpass\s+-p[ \t]*(?<secret>\S+)/, isSecret: isNoStandIn },
  { pattern: /\bredis-cli\b[^\n]{0,300}?\s-a[ \t]+(?<secret>\S+)/, isSecret: isNoStandIn },
  {
    pattern:
      /\b(?:curl|wget|http|https)\b[^\n]{0,300}?\s(?:-u|--user|--proxy-user|-U)[= \t]?["']?(?<secret>[^\s:"']+:[^\s"']+)/i,
    isSecret: ({ secret }) => !isStandIn(secret.slice(secret.indexOf(':') + 1)),
  },
];

function isNoStandIn({ secret }: Match): boolean {
  return !isStandIn(secret);
}

function isAssigned({ secret, groups }: Match): boolean {
  const value = bare(secret);
  if (isHarmless(secret)) return false;
  // PWD is also the shell's working directory.
  if (groups['token'] === undefined) return !/^pwd$/i.test(groups['password'] ?? '') || !/^[/~]/.test(value);
  const isWritten = groups['separator'] === '=' || groups['quote'] !== '';
  if (isWritten) return value.length >= 4 && !/^\d{1,9}$/.test(value);
  return value.length >= 8 && (/[\d+=]/.test(value) || value.length >= 20);
}

/**
 * A missing value, a word of prose, a type or a piece of source code: after the name of a secret, none of these is a
 * secret.
 */
export function isHarmless(secret: string): boolean {
  const value = bare(secret);
  return value === '' || isStandIn(secret) || isStandIn(value) || PROSE.test(value) || SOURCE.test(value);
}

/** Removes punctuation that follows the text in a sentence or a list. */
const bare = (secret: string): string => secret.replace(/[,;.)\]}]+$/, '');

const PROSE =
  /^(?:null|undefined|none|nil|true|false|yes|no|not|set|unset|empty|required|optional|missing|expired|invalid|incorrect|wrong|denied|failed|unknown|is|are|was|has|must|should|can|cannot|could|may|will|for|from|in|of|on|to|the|this|that|an?|and|or|with|without|found|string|number|boolean|bool|str|int|bytes|any|object|void|never|optional\[.*|string\[\]|string\s*\|.*)$/i;

const SOURCE =
  /^(?:(?:await|new|function|async|typeof)$|(?:this|self|process\.env|os\.environ|req|request|config|options|ctx|env|args|settings|secrets|vars)[.[]|[a-z_$][\w$]*(?:\.[\w$]+)*\()/i;
