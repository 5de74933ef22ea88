/**
 * Hosts in audiences that tokens have by default, or that jobs request for other services. Every job passes such tokens
 * around, so they do not show that a token is meant for us.
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
  // Audiences of tokens for the clouds and for Sigstore.
  /^(?:sts(?:\.[\w-]+)?\.amazonaws\.com(?:\.cn)?|pods\.eks\.amazonaws\.com|azureadtokenexchange|iam\.googleapis\.com|sigstore)$/,
];

/** Bitbucket Pipelines: `ari:cloud:bitbucket::workspace/{uuid}`. */
const ATLASSIAN = /^ari:cloud:/i;

/**
 * Whether an audience is a default one, which does not prove that a token is meant for us: it is listed above, or it is
 * a URL at the issuer's own host, for example the owner's URL on GitHub Enterprise Server, the instance's URL on
 * GitLab, or the issuer's URL in Kubernetes.
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
