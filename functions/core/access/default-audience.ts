/**
 * Hosts in the audiences that tokens have when a job asks for none, or that a job asks for to use another service.
 * Every job hands such tokens around, so they show nothing about whether a token is meant for us.
 */
const HOSTS_OF_OTHERS: readonly RegExp[] = [
  // The URL of the owner. https://docs.github.com/actions/reference/security/oidc
  /^(?:github\.com|[\w-]+\.ghe\.com)$/,
  // The URL of the instance. https://docs.gitlab.com/ci/secrets/id_token_authentication/
  /^gitlab\.com$/,
  // The URL of the organization. https://buildkite.com/docs/agent/v3/cli-oidc https://vercel.com/docs/oidc/reference
  /^(?:buildkite\.com|vercel\.com|fly\.io)$/,
  // https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/ (--api-audiences)
  /^(?:kubernetes\.default(?:\.svc(?:\.cluster\.local)?)?|k3s)$/,
  // What tokens for the clouds and for Sigstore are asked for with.
  /^(?:sts(?:\.[\w-]+)?\.amazonaws\.com(?:\.cn)?|pods\.eks\.amazonaws\.com|azureadtokenexchange|iam\.googleapis\.com|sigstore)$/,
];

/** Of Bitbucket Pipelines: `ari:cloud:bitbucket::workspace/{uuid}`. */
const ATLASSIAN = /^ari:cloud:/i;

/**
 * Whether tokens for anybody have this audience: it is one of those above, or lies at the issuer's own host, as the
 * owner's URL on a GitHub Enterprise Server, the instance's on a GitLab, and the issuer's in Kubernetes.
 */
export function isDefaultAudience(audience: string, issuerUrl: string): boolean {
  const host = hostOf(audience);
  return host === hostOf(issuerUrl) || ATLASSIAN.test(audience) || HOSTS_OF_OTHERS.some((other) => other.test(host));
}

/** With or without a scheme: "https://github.com/acme", "api://AzureADTokenExchange", "sts.amazonaws.com". */
function hostOf(text: string): string {
  const rest = text.trim().replace(/^(?:[a-z][a-z\d+.-]*:)?\/\//i, '');
  return rest
    .replace(/[/?#].*$/s, '')
    .replace(/^.*@/, '')
    .replace(/\.?(?::443)?$/, '')
    .toLowerCase();
}
