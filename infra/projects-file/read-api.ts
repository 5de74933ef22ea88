import { isDefaultAudience } from '../../functions/core/access/default-audience.ts';
import { whyUseless } from '../../functions/core/access/grant.ts';
import type { AccessRule, ApiAccess, Issuer } from '../../functions/core/api-access.ts';
import type { ApiInput, IssuerInput, OidcProvider, RuleInput } from './schema/api-schema.ts';
import { knowable, knowableItems, unknowable } from './knowable.ts';
import type { Say } from '../buildspec/say.ts';
import { suggestName } from '../findings/suggest-name.ts';
import type { YamlPath } from './yaml/yaml-source.ts';

/** What Pushlight knows about a provider's tokens, and requires of the rules for them. */
interface Provider {
  readonly url: string;
  /** Also matches other installations, as far as their URLs can be recognised. */
  readonly urls: RegExp;
  /** Numeric ids, which are never reused: names can be given up and taken by others. */
  readonly ids: readonly string[];
  /** A rule must have all claims of one of these sets, which identify the code that runs. */
  readonly code: readonly (readonly string[])[];
  readonly ref: { readonly pattern: RegExp; readonly example: string };
}

const PROVIDERS: Readonly<Record<OidcProvider, Provider>> = {
  // https://docs.github.com/actions/reference/security/oidc
  github: {
    url: 'https://token.actions.githubusercontent.com',
    // Also an enterprise's own path, ghe.com, and GitHub Enterprise Server.
    urls: /^https:\/\/(?:token\.actions\.(?:githubusercontent\.com|[\w-]+\.ghe\.com)(?:\/[\w-]+)?|[^/]+\/_services\/token)$/,
    ids: ['repository_id', 'repository_owner_id'],
    code: [['ref'], ['environment']],
    ref: { pattern: /^refs\/(?:heads|tags)\/./, example: 'refs/heads/main' },
  },
  // https://docs.gitlab.com/ci/secrets/id_token_authentication/
  gitlab: {
    url: 'https://gitlab.com',
    urls: /^https:\/\/gitlab\.com$/,
    ids: ['project_id', 'namespace_id'],
    code: [['ref', 'ref_type'], ['environment'], ['ref_protected']],
    ref: { pattern: /^(?!refs\/)./, example: 'main, with ref_type: branch' },
  },
};

/**
 * @param projects by name
 * @returns undefined if something in it is invalid
 */
export function readApi(api: ApiInput, projects: () => readonly string[], say: Say): ApiAccess | undefined {
  const written = knowable(() => api.issuers);
  const rules = knowable(() => api.rules) ?? [];
  const names = Object.keys(written ?? {});
  const issuers = new Map(names.map((name) => [name, knowable(() => readIssuer(name, written![name]!, say))]));
  checkUrls(
    [...issuers.values()].filter((issuer) => issuer !== undefined),
    say,
  );
  const read = knowableItems(rules).map(([index, rule]) => {
    const path = ['api', 'rules', index];
    knowable(() => written && checkIssuer(rule, names, path, say));
    knowable(() => checkProjects(rule, projects(), path, say));
    knowable(() => checkClaims(rule.claims, issuers.get(rule.issuer)?.provider, [...path, 'claims'], say));
    return knowable(() => ({ issuer: rule.issuer, claims: rule.claims, grant: readGrant(rule, path, say) }));
  });
  return knowable(() => ({
    issuers: [...issuers.values()].map((issuer) => (issuer ?? unknowable()).issuer),
    rules: api.rules.map((_, index) => read[index] ?? unknowable()),
  }));
}

function checkUrls(issuers: readonly KnownIssuer[], say: Say): void {
  const urls = issuers.map(({ issuer }) => issuer.url);
  for (const [index, { issuer }] of issuers.entries()) {
    const { name, url } = issuer;
    if (url === '' || urls.indexOf(url) === index) continue;
    const message = `two issuers have the url "${url}": keep one of them, and use its name in all of the rules`;
    say('duplicate-issuer-url', ['api', 'issuers', name], message);
  }
}

function checkIssuer({ issuer }: RuleInput, names: readonly string[], path: YamlPath, say: Say): void {
  if (names.includes(issuer)) return;
  say('unknown-issuer', [...path, 'issuer'], `issuers has no issuer named "${issuer}": ${suggestName(issuer, names)}`);
}

function checkProjects(rule: RuleInput, projects: readonly string[], path: YamlPath, say: Say): void {
  for (const name of rule.projects) {
    if (name.includes('*') || projects.includes(name)) continue;
    say(
      'unknown-project',
      [...path, 'projects'],
      `projects has no project named "${name}": ${suggestName(name, projects)}`,
    );
  }
}

interface KnownIssuer {
  readonly issuer: Issuer;
  readonly provider: OidcProvider | undefined;
}

function readIssuer(name: string, input: IssuerInput, say: Say): KnownIssuer {
  const { url, audience, singleUse, ...written } = input;
  const path = ['api', 'issuers', name];
  const provider =
    written.provider ?? (Object.keys(PROVIDERS) as OidcProvider[]).find((each) => PROVIDERS[each].urls.test(url ?? ''));
  const known = provider && PROVIDERS[provider];
  const read = url ?? known?.url;
  if (read === undefined)
    say(
      'issuer-without-url',
      path,
      `the issuer "${name}" has no url: add the url, or for GitHub or GitLab the provider`,
    );
  if (isDefaultAudience(audience, read ?? '')) {
    say(
      'audience-of-everyone',
      [...path, 'audience'],
      `anyone can get tokens with the audience "${audience}": choose an audience of your own, and request tokens for it in your jobs`,
    );
  }
  if (read !== undefined && isCircleCiOrganization(audience, read)) {
    say(
      'audience-of-organization',
      [...path, 'audience'],
      `every job of the organization has a token with the audience "${audience}", which other services also receive: choose an audience of your own, and request tokens for it with "circleci run oidc get"`,
    );
  }
  if (!singleUse) {
    say(
      'token-used-again',
      [...path, 'singleUse'],
      `a leaked token of the issuer "${name}" can start builds until it expires, since singleUse is false: remove singleUse if the tokens have a jti claim`,
    );
  }
  return { issuer: { name, url: read ?? '', audience, ...(!singleUse && { singleUse }) }, provider };
}

/** https://circleci.com/docs/openid-connect-tokens/ */
const isCircleCiOrganization = (audience: string, url: string): boolean =>
  url === `https://oidc.circleci.com/org/${audience}`;

function checkClaims(claims: RuleInput['claims'], provider: OidcProvider | undefined, path: YamlPath, say: Say): void {
  if (Object.keys(claims).length === 0)
    say(
      'rule-without-claims',
      path,
      'this rule would accept any token of the issuer, since claims is empty: require at least one claim',
    );
  if (!provider) return;
  const { ids, code, ref } = PROVIDERS[provider];
  for (const id of ids) {
    if (/^[1-9]\d*$/.test(claims[id] ?? '')) continue;
    const at = claims[id] === undefined ? path : [...path, id];
    say(
      'rule-without-id',
      at,
      `a rule for ${provider} must require the numeric ${id}, since others can take over a name: add ${id} to claims`,
    );
  }
  if (!code.some((names) => names.every((name) => (claims[name] ?? 'false') !== 'false'))) {
    const choice = code.map((names) => names.join(' and ')).join(', or ');
    say(
      'rule-without-ref',
      path,
      `this rule for ${provider} would accept tokens from any branch: add ${choice}, to claims`,
    );
  }
  if (claims['ref'] !== undefined && !ref.pattern.test(claims['ref'])) {
    say(
      'ref-claim-form',
      [...path, 'ref'],
      `refs in the tokens of ${provider} have another form: write, for example, ${ref.example}`,
    );
  }
}

function readGrant(rule: RuleInput, path: YamlPath, say: Say): AccessRule['grant'] {
  const { projects, actions, refs, variables } = rule;
  const grant = { projects, actions, refs, variables };
  const useless = whyUseless(grant);
  if (useless !== undefined) say('grant-without-effect', path, useless);
  return grant;
}
