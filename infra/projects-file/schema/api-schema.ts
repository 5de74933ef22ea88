import * as v from 'valibot';
import { grantEntries } from '../../../functions/core/access/grant.ts';
import { nonEmpty } from '../../codebuild/input-schemas.ts';

/** The issuers whose claims are known. */
const OIDC_PROVIDERS = ['github', 'gitlab'] as const;
export type OidcProvider = (typeof OIDC_PROVIDERS)[number];

const URL_EXPECTED =
  'must be exactly the iss claim of the tokens: an https URL, or an http URL on 127.0.0.1 or localhost';

const issuer = v.object({
  provider: v.optional(v.picklist(OIDC_PROVIDERS)),
  url: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^(?:https:\/\/[^\s/?#]+|http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?)(?:\/[^\s?#]*)?$/, URL_EXPECTED),
    ),
  ),
  audience: nonEmpty,
  singleUse: v.optional(v.boolean(), true),
});
export type IssuerInput = v.InferOutput<typeof issuer>;

const VALUE_EXPECTED = 'must be an exact value (a text, a number, true or false)';
const claim = v.pipe(
  v.union([v.pipe(v.string(), v.nonEmpty('must not be empty')), v.number(), v.boolean()], VALUE_EXPECTED),
  v.transform(String),
  v.check((value) => !value.includes('*'), 'must be an exact value, since * is not a wildcard here'),
);

const rule = v.object({
  issuer: nonEmpty,
  claims: v.record(v.string(), claim),
  ...grantEntries,
});
export type RuleInput = v.InferOutput<typeof rule>;

/** Whom the API accepts through OpenID Connect. */
export const api = v.object({
  issuers: v.record(
    v.pipe(
      v.string(),
      v.regex(
        /^[a-z0-9][a-z0-9-]{0,63}$/,
        'must be 1 to 64 lower-case letters, digits or hyphens, and must not begin with a hyphen',
      ),
    ),
    issuer,
  ),
  rules: v.array(rule),
});
export type ApiInput = v.InferOutput<typeof api>;
