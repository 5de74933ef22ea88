/** A secret that is recognised by its own text: a name for people, its pattern, and the source of that pattern. */
export type SecretShape = readonly [name: string, pattern: RegExp, source: string];

/** Rules of gitleaks by id: https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml */
const gitleaks = (...ids: readonly string[]): string => `gitleaks: ${ids.join(', ')}`;

/** The shapes of secrets. A text with one of these shapes is never shown. */
export const SECRET_SHAPES: readonly SecretShape[] = [
  [
    'an AWS access key',
    /\b(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}/,
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
  ],
  [
    'an AWS session token',
    /\b(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz|AQoDYXdz|AQoEXAMPLE)[A-Za-z0-9/+=]{40,}/,
    'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html',
  ],
  [
    'a password of an ECR registry',
    /\beyJwYXlsb2FkIjoi[A-Za-z0-9+/=]{40,}/,
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html',
  ],
  [
    'a GitHub token',
    /\b(?:gh[opusr]_[\w.-]{36,}|github_pat_\w{22,}|v1\.[0-9a-f]{40}\b)/,
    'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github',
  ],
  [
    'a GitLab token',
    /\b(?:gl(?:pat|dt|oas|rt|rtr|cbt|ptt|ft|imt|agent|soat|ffct|wt)-[\w.-]{20,}|GR1348941[\w-]{20,})/,
    'https://docs.gitlab.com/security/tokens/#token-prefixes',
  ],
  [
    'a Bitbucket token',
    /\b(?:ATBB|ATCTT3|ATATT3|BBDC-)[A-Za-z0-9+@_=-]{20,}/,
    'https://support.atlassian.com/bitbucket-cloud/docs/access-tokens/',
  ],
  ['a Slack token', /\bxox[a-z](?:\.xox[bp])?-[\w-]{10,}|\bxapp-\d-[\w-]{10,}/, gitleaks('slack-bot-token')],
  ['an npm token', /\bnpm_[A-Za-z0-9]{36,}\b/, gitleaks('npm-access-token')],
  ['a Stripe key', /\b[sr]k_(?:live|test|prod)_[A-Za-z0-9]{10,}/, gitleaks('stripe-access-token')],
  [
    'a signing secret of webhooks',
    /\bwhsec_[A-Za-z0-9+/=]{20,}/,
    'https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md',
  ],
  ['a token of Pushlight', /\bpushlight_[0-9a-f]{12}_[0-9a-f]{48,}/, 'functions/core/access/token.ts'],
  [
    'a Google API key',
    /\bAIza[\w-]{35}|\bGOCSPX-[\w-]{20,}|\bya29\.[\w-]{20,}|\b1\/\/0[\w-]{30,}/,
    gitleaks('gcp-api-key'),
  ],
  ['a PyPI token', /\bpypi-AgE[\w-]{50,}/, gitleaks('pypi-upload-token')],
  ['a RubyGems key', /\brubygems_[0-9a-f]{48}/, gitleaks('rubygems-api-token')],
  ['a NuGet key', /\boy2[a-z0-9]{43}\b/, 'https://learn.microsoft.com/en-us/nuget/nuget-org/scoped-api-keys'],
  ['a Clojars token', /\bCLOJARS_[a-z0-9]{60}/i, gitleaks('clojars-api-token')],
  ['a Docker token', /\bdckr_[a-z]{3}_[\w-]{20,}/, 'https://docs.docker.com/security/access-tokens/'],
  ['a JFrog key', /\bAKCp[A-Za-z0-9]{20,}|\bcmVmdGtu[A-Za-z0-9]{20,}/, gitleaks('artifactory-api-key')],
  [
    'an OpenAI key',
    /\bsk-(?:(?:proj|svcacct|admin|ant)-)?(?=[\w-]*\d)[A-Za-z0-9][\w-]{31,}/,
    gitleaks('openai-api-key'),
  ],
  ['a Hugging Face token', /\b(?:hf|api_org)_[A-Za-z]{34}\b/, gitleaks('huggingface-access-token')],
  ['a SendGrid key', /\bSG\.[\w-]{16,64}\.[\w-]{16,}/, gitleaks('sendgrid-api-token')],
  ['a Twilio key', /\bSK[0-9a-f]{32}\b/, gitleaks('twilio-api-key')],
  ['a Mailgun key', /\b(?:pub)?key-[0-9a-f]{32}\b/, gitleaks('mailgun-private-api-token')],
  ['a Shopify token', /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/, gitleaks('shopify-access-token')],
  ['a DigitalOcean token', /\bdo[opr]_v1_[0-9a-f]{64}/, gitleaks('digitalocean-pat')],
  ['a Databricks token', /\bdapi[0-9a-f]{32}/, gitleaks('databricks-api-token')],
  ['a Vault token', /\bhv[sbr]\.[\w-]{20,}/, gitleaks('vault-service-token')],
  ['a Terraform token', /\b[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,}/, gitleaks('hashicorp-tf-api-token')],
  ['a Doppler token', /\bdp\.[a-z]{2,5}\.[A-Za-z0-9._-]{40,}/, gitleaks('doppler-api-token')],
  [
    'a Grafana token',
    /\bgl(?:c_[A-Za-z0-9+/]{32,}|sa_[A-Za-z0-9]{32}_[0-9a-f]{8})/i,
    gitleaks('grafana-cloud-api-token'),
  ],
  ['a Sentry token', /\bsntry[su]_[\w+/=-]{40,}/, gitleaks('sentry-org-token')],
  ['a New Relic key', /\bNR(?:AK|AA|JS|II)-[\w-]{19,}/, gitleaks('new-relic-user-api-key')],
  ['a Linear key', /\blin_(?:api|oauth)_[A-Za-z0-9]{40,}/, gitleaks('linear-api-key')],
  ['a Postman key', /\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}/i, gitleaks('postman-api-token')],
  ['a Pulumi token', /\bpul-[0-9a-f]{40}/, gitleaks('pulumi-api-token')],
  ['a PlanetScale secret', /\bpscale_(?:tkn|pw|oauth)_[\w.=-]{32,}/, gitleaks('planetscale-api-token')],
  ['a Supabase token', /\bsb(?:p_[0-9a-f]{40}|_secret_[\w-]{20,})/, 'https://supabase.com/docs/guides/api/api-keys'],
  ['a SonarQube token', /\bsq[pau]_[0-9a-f]{40}/, gitleaks('sonar-api-token')],
  ['a Notion token', /\bntn_[A-Za-z0-9]{40,}/, gitleaks('notion-api-token')],
  ['a Heroku key', /\bHRKU-[\w-]{36,}/, gitleaks('heroku-api-key-v2')],
  ['a Netlify token', /\bnf[poubc]_[A-Za-z0-9]{36,}/, 'https://docs.netlify.com/api/get-started/'],
  ['a Fly.io token', /\bfo1_[\w-]{43}|\bfm[12][ar]?_[A-Za-z0-9+/=]{80,}/, gitleaks('flyio-access-token')],
  ['a 1Password token', /\bops_eyJ[A-Za-z0-9+/=]{60,}/, gitleaks('1password-service-account-token')],
  ['a Tailscale key', /\btskey-[a-z]+-\w{6,}-\w{10,}/, 'https://tailscale.com/kb/1277/key-prefixes'],
  ['a Buildkite token', /\bbk[a-z]{2}_[0-9a-f]{40}/, 'https://buildkite.com/docs/platform/security/tokens'],
  ['a CircleCI token', /\bCCI(?:PAT|PRJ)_\w{20,}/, 'https://circleci.com/docs/managing-api-tokens/'],
  ['a Telegram token', /\b\d{8,10}:AA[\w-]{33}\b/, gitleaks('telegram-bot-api-token')],
  ['an Azure client secret', /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}/, gitleaks('azure-ad-client-secret')],
  ['an age key', /\bAGE-SECRET-KEY-1[A-Z0-9]{58}/, gitleaks('age-secret-key')],
  [
    'a private key',
    /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:[\s\S]{0,20000}?-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|[\w\s+/=\\:,.-]*)/,
    'https://datatracker.ietf.org/doc/html/rfc7468',
  ],
  [
    'a private key',
    /(?<![\w+/=])(?:[A-Za-z0-9+/=]{16,100}(?:\\r|\\n|\s){1,4}){0,200}[A-Za-z0-9+/=]{1,100}(?:\\r|\\n|\s){0,4}-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/,
    'https://datatracker.ietf.org/doc/html/rfc7468',
  ],
  [
    'a private key of PuTTY',
    /\bPrivate-(?:Lines: \d+|MAC:)[\sA-Za-z0-9+/=]+/,
    'https://tartarus.org/~simon/putty-snapshots/htmldoc/AppendixC.html',
  ],
  ['a signed token', /\bey[\w-]{10,2000}\.ey[\w-]{10,}\.[\w-]{10,}/, 'https://datatracker.ietf.org/doc/html/rfc7519'],
];
