import { isDefaultAudience } from '../../functions/core/access/default-audience.ts';
import { whyUseless } from '../../functions/core/access/grant.ts';
import type { AccessRule, ApiAccess, Issuer } from '../../functions/core/api-access.ts';
import type { ApiInput, IssuerInput, OidcProvider, RuleInput } from './schema/api-schema.ts';
import { knowable, knowableItems, unknowable } from './knowable.ts';
import type { Say } from '../buildspec/say.ts';
import { suggestName } from '../findings/suggest-name.ts';
import type { YamlPath } from './yaml/yaml-source.ts';

/** What Pushlight knows of a provider's tokens, and asks of the rules for them. */
interface Provider {
  readonly url: string;
  /** Also of its other installations, as far as a URL shows whose it is. */
  readonly urls: RegExp;
  /** Numeric ids, which no other repository gets: names can be given up, and taken by others. */
  readonly ids: readonly string[];
  /** Any of these sets of claims tells which code runs. */
  readonly code: readonly (readonly string[])[];
  readonly ref: { readonly pattern: RegExp; readonly example: string };
}

const PROVIDERS: Readonly<Record<OidcProvider, Provider>> = {
  // https://docs.github.com/actions/reference/security/oidc
  github: {
    url: 'https://token.actions.githubusercontent.com',
    // With an enterprise's own path, at ghe.com, and on a GitHub Enterprise Server.
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
 * @param projects by their names
 * @returns undefined where something in it is broken
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
    const message = `two issuers have the url ${url}: write one, with all of its rules`;
    say('duplicate-issuer-url', ['api', 'issuers', name], message);
  }
}

function checkIssuer({ issuer }: RuleInput, names: readonly string[], path: YamlPath, say: Say): void {
  if (names.includes(issuer)) return;
  say('unknown-issuer', [...path, 'issuer'], `there is no issuer ${issuer}: ${suggestName(issuer, names)}`);
}

function checkProjects(rule: RuleInput, projects: readonly string[], path: YamlPath, say: Say): void {
  for (const name of rule.projects) {
    if (name.includes('*') || projects.includes(name)) continue;
    say('unknown-project', [...path, 'projects'], `there is no project ${name}: ${suggestName(name, projects)}`);
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
    say('issuer-without-url', path, `issuer ${name} needs its url, or provider: github or gitlab`);
  if (isDefaultAudience(audience, read ?? '')) {
    say(
      'audience-of-everyone',
      [...path, 'audience'],
      `tokens for anybody have the audience ${audience}: choose one of your own, and ask for it in the job`,
    );
  }
  if (read !== undefined && isCircleCiOrganization(audience, read)) {
    say(
      'audience-of-organization',
      [...path, 'audience'],
      `every job of the organization has a token for ${audience}, and sends it to others too: choose an audience of your own, and ask for it with "circleci run oidc get"`,
    );
  }
  if (!singleUse) {
    say(
      'token-used-again',
      [...path, 'singleUse'],
      `a token of ${name} that leaks can start builds until it expires, since singleUse is false: remove it if the issuer's tokens have a jti`,
    );
  }
  return { issuer: { name, url: read ?? '', audience, ...(!singleUse && { singleUse }) }, provider };
}

/** https://circleci.com/docs/openid-connect-tokens/ */
const isCircleCiOrganization = (audience: string, url: string): boolean =>
  url === `https://oidc.circleci.com/org/${audience}`;

function checkClaims(claims: RuleInput['claims'], provider: OidcProvider | undefined, path: YamlPath, say: Say): void {
  if (Object.keys(claims).length === 0)
    say('rule-without-claims', path, 'claims must name at least one: any token of the issuer would do');
  if (!provider) return;
  const { ids, code, ref } = PROVIDERS[provider];
  for (const id of ids) {
    if (/^[1-9]\d*$/.test(claims[id] ?? '')) continue;
    const at = claims[id] === undefined ? path : [...path, id];
    say('rule-without-id', at, `a rule for ${provider} needs the numeric ${id}: a name can come to be another's`);
  }
  if (!code.some((names) => names.every((name) => (claims[name] ?? 'false') !== 'false'))) {
    const choice = code.map((names) => names.join(' and ')).join(', or ');
    say('rule-without-ref', path, `a rule for ${provider} needs ${choice}: else any branch's code would do`);
  }
  if (claims['ref'] !== undefined && !ref.pattern.test(claims['ref'])) {
    say('ref-claim-form', [...path, 'ref'], `${provider} tells a ref as ${ref.example}`);
  }
}

function readGrant(rule: RuleInput, path: YamlPath, say: Say): AccessRule['grant'] {
  const { projects, actions, refs, variables } = rule;
  const grant = { projects, actions, refs, variables };
  const useless = whyUseless(grant);
  if (useless !== undefined) say('grant-without-effect', path, useless);
  return grant;
}
