import { expect, test } from 'vitest';
import { isDefaultAudience } from '../../../../functions/core/access/default-audience.ts';

const GITHUB = 'https://token.actions.githubusercontent.com';
const SERVER = 'https://git.acme.example/_services/token';
const GITLAB = 'https://git.acme.example';
const OTHER = 'https://oidc.example';

test.each([
  [GITHUB, 'https://github.com/acme'],
  [GITHUB, 'https://github.com'],
  [GITHUB, 'https://GitHub.com/Acme/'],
  [GITHUB, 'github.com/acme'],
  [GITHUB, GITHUB],
  [`${GITHUB}/acme-inc`, 'https://github.com/acme'],
  ['https://token.actions.acme.ghe.com', 'https://acme.ghe.com/acme'],
  [SERVER, 'https://git.acme.example/acme'],
  [SERVER, 'https://git.acme.example/another-owner'],
  [SERVER, 'https://git.acme.example/acme/'],
  [SERVER, 'https://GIT.acme.example:443/acme'],
  [SERVER, 'https://git.acme.example'],
  [SERVER, SERVER],
  [SERVER, 'https://github.com/acme'],
  [GITLAB, GITLAB],
  [GITLAB, `${GITLAB}/`],
  ['https://gitlab.com', 'https://gitlab.com'],
  ['https://oidc.eks.eu-west-1.amazonaws.com/id/0123', 'https://kubernetes.default.svc'],
  ['https://oidc.eks.eu-west-1.amazonaws.com/id/0123', 'sts.amazonaws.com'],
  ['https://oidc.eks.eu-west-1.amazonaws.com/id/0123', 'https://sts.eu-west-1.amazonaws.com'],
  [OTHER, 'https://kubernetes.default.svc.cluster.local'],
  ['https://agent.buildkite.com', 'https://buildkite.com/acme'],
  ['https://oidc.vercel.com/acme', 'https://vercel.com/acme'],
  ['https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc', 'ari:cloud:bitbucket::workspace/1'],
  ['https://vstoken.dev.azure.com/1', 'api://AzureADTokenExchange'],
  [OTHER, '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/a/providers/b'],
  [OTHER, 'sigstore'],
  ['https://acme.app.spacelift.io', 'acme.app.spacelift.io'],
])('tokens of %s have the default audience %s', (issuer, audience) => {
  expect(isDefaultAudience(audience, issuer)).toBe(true);
});

test.each([
  [GITHUB, 'https://builds.acme.example'],
  [GITHUB, 'pushlight'],
  [GITHUB, 'https://github.com.acme.example/acme'],
  [GITHUB, 'https://acme.example/github.com'],
  [SERVER, 'https://builds.acme.example/git.acme.example'],
  ['http://127.0.0.1:4000', 'http://127.0.0.1:3000'],
  [GITLAB, 'builds'],
])('tokens of %s with the audience %s are meant for us', (issuer, audience) => {
  expect(isDefaultAudience(audience, issuer)).toBe(false);
});
