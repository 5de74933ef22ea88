import * as v from 'valibot';
import { digest } from '../digest.ts';
import type { Caller } from './caller.ts';
import { isDefaultAudience } from './default-audience.ts';
import type { AccessRule, Issuer } from '../api-access.ts';
import { refused, type Refused } from './refused.ts';

/** How far the issuer's clock may differ from ours. */
export const CLOCK_TOLERANCE_SECONDS = 30;

/** The last second that a JavaScript Date can hold. */
const LAST_SECOND = 8.64e12;

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));

/**
 * A list with one audience means the same as the audience itself, and Kubernetes always sends a list. If a token has
 * several audiences, each of the others could pass the token on. https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3
 */
const audience = v.union([
  v.string(),
  v.pipe(
    v.strictTuple([v.string()]),
    v.transform(([only]) => only),
  ),
]);

const Claims = v.looseObject({ sub: text, aud: audience, exp: v.pipe(v.number(), v.maxValue(LAST_SECOND)) });
type Claims = v.InferOutput<typeof Claims>;

/**
 * The caller of an OpenID Connect token, according to the first rule that matches it.
 * @param claims of a token whose signature, issuer, audience and times are verified
 */
export function oidcCaller(claims: unknown, issuer: Issuer, rules: readonly AccessRule[]): Caller | Refused {
  const read = v.safeParse(Claims, claims);
  if (!read.success) {
    const wrong = Object.keys(v.flatten<typeof Claims>(read.issues).nested ?? {});
    return refused('a claim is missing or not valid', { issuer: issuer.name, claims: wrong.join(', ') });
  }
  const { sub, aud, jti, exp } = read.output;
  const ids = { issuer: issuer.name, subject: sub };
  if (aud !== issuer.audience || isDefaultAudience(aud, issuer.url)) {
    return refused("the audience is not one of the service's own", { ...ids, claims: 'aud' });
  }
  if (isOfPullRequest(read.output)) return refused('the job belongs to a pull or merge request', ids);
  if (issuer.singleUse !== false && !v.is(text, jti)) {
    return refused('the token has no id, and its issuer is not configured with singleUse: false', {
      ...ids,
      claims: 'jti',
    });
  }
  const own = rules.filter((each) => each.issuer === issuer.name);
  const rule = own.find((each) => misfits(each, read.output).length === 0);
  if (!rule) return refused('no rule matches', { ...ids, claims: nearest(own, read.output).join(', ') });
  return {
    id: `oidc:${issuer.name}:${sub}`,
    name: `${issuer.name} ${sub}`,
    grant: rule.grant,
    ...(issuer.singleUse !== false && {
      singleUse: { id: digest(issuer.url, String(jti)), until: (exp + CLOCK_TOLERANCE_SECONDS) * 1000 },
    }),
  };
}

/**
 * Whether a stranger may have written what the job runs. Other claims do not show it: for a merge request, GitLab's
 * `ref` is the source branch, which a fork can name main.
 * https://docs.github.com/actions/reference/security/oidc https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
function isOfPullRequest({ sub, event_name: event, pipeline_source: source }: Claims): boolean {
  return (
    /(?:^|:)pull_request(?:_target)?(?::|$)/.test(sub) ||
    String(event).startsWith('pull_request') ||
    /^(?:merge_request|external_pull_request)_event$/.test(String(source))
  );
}

/** The names of the claims that differ from those of a rule. */
const misfits = ({ claims: wanted }: AccessRule, claims: Claims): readonly string[] =>
  Object.entries(wanted).flatMap(([name, value]) => (isValue(claims[name], value) ? [] : [name]));

/** The differing claims of the rule that comes closest. */
const nearest = (rules: readonly AccessRule[], claims: Claims): readonly string[] =>
  rules.map((rule) => misfits(rule, claims)).toSorted((one, other) => one.length - other.length)[0] ?? [];

/** Lists, objects and inherited properties are not values. */
const isValue = (claim: unknown, value: string): boolean =>
  ['string', 'number', 'boolean'].includes(typeof claim) && String(claim) === value;
