import * as v from 'valibot';
import { digest } from '../digest.ts';
import type { Caller } from './caller.ts';
import type { Grant } from './grant.ts';

/** Whose OpenID Connect tokens can be let in. */
export interface Issuer {
  readonly name: string;
  /** As its tokens have it in `iss`, to the letter. */
  readonly url: string;
  /** Ours alone, so that a token made for somebody else is none for us. */
  readonly audience: string;
}

/** What the bearer of an issuer's token may, when each of these claims has just that value. */
export interface AccessRule {
  readonly issuer: string;
  readonly claims: Readonly<Record<string, string>>;
  readonly grant: Grant;
}

export interface ApiAccess {
  readonly issuers: readonly Issuer[];
  readonly rules: readonly AccessRule[];
}

/** How far the issuer's clock and ours may differ. */
export const CLOCK_TOLERANCE_SECONDS = 30;

/** An `aud` of several is refused: each of the others could hand the token on. */
const Claims = v.looseObject({
  sub: v.pipe(v.string(), v.minLength(1), v.maxLength(1000)),
  aud: v.string(),
  jti: v.pipe(v.string(), v.minLength(1), v.maxLength(1000)),
  exp: v.number(),
});
type Claims = v.InferOutput<typeof Claims>;

/**
 * Who an OpenID Connect token speaks for, as the first rule says that it fits; undefined where none does.
 * @param claims of a token whose signature, issuer, audience and times are verified
 */
export function oidcCaller(claims: unknown, issuer: Issuer, rules: readonly AccessRule[]): Caller | undefined {
  const read = v.safeParse(Claims, claims);
  if (!read.success || isOfPullRequest(read.output)) return undefined;
  const { sub, jti, exp } = read.output;
  const rule = rules.find((each) => each.issuer === issuer.name && fits(each, read.output));
  return (
    rule && {
      id: `oidc:${issuer.name}:${sub}`,
      name: `${issuer.name} ${sub}`,
      grant: rule.grant,
      singleUse: { id: digest(issuer.url, jti), until: (exp + CLOCK_TOLERANCE_SECONDS) * 1000 },
    }
  );
}

/**
 * Whether strangers may have written what runs. The other claims don't tell: GitLab's `ref` is then the source branch,
 * which a fork can call main.
 * https://docs.github.com/actions/reference/security/oidc https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
function isOfPullRequest({ sub, event_name: event, pipeline_source: source }: Claims): boolean {
  return (
    /(?:^|:)pull_request(?:_target)?(?::|$)/.test(sub) ||
    String(event).startsWith('pull_request') ||
    /^(?:merge_request|external_pull_request)_event$/.test(String(source))
  );
}

const fits = ({ claims: wanted }: AccessRule, claims: Claims): boolean =>
  Object.entries(wanted).every(([name, value]) => isValue(claims[name], value));

/** Lists and objects have none, nor has what every object inherits. */
const isValue = (claim: unknown, value: string): boolean =>
  ['string', 'number', 'boolean'].includes(typeof claim) && String(claim) === value;
