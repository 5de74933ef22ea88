/** One random secret of a shape. */
export type MakeSecret = (random: Random) => string;

/** From 0 up to 1, as Math.random. */
export type Random = () => number;

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const HEX = '0123456789abcdef';
const ALNUM = LOWER + LOWER.toUpperCase() + DIGITS;

export const pick = <T>(random: Random, from: ArrayLike<T>): T => from[Math.floor(random() * from.length)]!;

export const letters = (random: Random, count: number, alphabet = ALNUM): string =>
  Array.from({ length: count }, () => pick(random, alphabet)).join('');

const hex = (random: Random, count: number): string => letters(random, count, HEX);
const base64url = (random: Random, count: number): string => letters(random, count, `${ALNUM}-_`);
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A key as `openssl` prints it; only its length and alphabet are real. */
const pem =
  (label: string, lines: number): MakeSecret =>
  (random) =>
    [
      `-----BEGIN ${label}-----`,
      ...Array.from({ length: lines }, () => letters(random, 64, `${ALNUM}+/`)),
      `${letters(random, 30, `${ALNUM}+/`)}==`,
      `-----END ${label}-----`,
    ].join('\n');

/** Secrets that are known by themselves, wherever they stand. */
export const SHAPED: Readonly<Record<string, MakeSecret>> = {
  'AWS access key': (random) => `AKIA${letters(random, 16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`,
  'AWS temporary key': (random) => `ASIA${letters(random, 16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`,
  'AWS secret key': (random) => `aZ3/${letters(random, 36, `${ALNUM}+/`)}`,
  'AWS session token': (random) => `IQoJb3JpZ2luX2VjE${letters(random, 300, `${ALNUM}+/`)}=`,
  'GitHub token': (random) => `${pick(random, ['ghp', 'gho', 'ghs', 'ghu', 'ghr'])}_${letters(random, 36)}`,
  'GitHub fine-grained token': (random) => `github_pat_${letters(random, 22)}_${letters(random, 59)}`,
  'GitLab token': (random) =>
    `${pick(random, ['glpat', 'gldt', 'glrt', 'glcbt', 'glptt', 'glft', 'glsoat'])}-${base64url(random, 20)}`,
  'Bitbucket password': (random) => `ATBB${letters(random, 32)}`,
  'Bitbucket token': (random) => `ATCTT3xFfGN0${base64url(random, 160)}=${letters(random, 8)}`,
  'npm token': (random) => `npm_${letters(random, 36)}`,
  'Slack token': (random) =>
    `xox${pick(random, 'bpars')}-${letters(random, 12, DIGITS)}-${letters(random, 12, DIGITS)}-${letters(random, 24)}`,
  'Slack webhook': (random) =>
    `https://hooks.slack.com/services/T${letters(random, 8)}/B${letters(random, 8)}/${letters(random, 24)}`,
  'Stripe key': (random) => `sk_live_${letters(random, 24)}`,
  'signing secret': (random) => `whsec_${letters(random, 43, `${ALNUM}+/`)}=`,
  'Google key': (random) => `AIza${base64url(random, 35)}`,
  'PyPI token': (random) => `pypi-AgEIcHlwaS5vcmc${base64url(random, 120)}`,
  'Docker token': (random) => `dckr_pat_${base64url(random, 27)}`,
  'OpenAI key': (random) => `sk-proj-${letters(random, 20)}7T3BlbkFJ${letters(random, 40)}`,
  'SendGrid key': (random) => `SG.${base64url(random, 22)}.${base64url(random, 43)}`,
  'DigitalOcean token': (random) => `dop_v1_${hex(random, 64)}`,
  'Vault token': (random) => `hvs.CAES${letters(random, 90)}`,
  'Azure client secret': (random) => `${letters(random, 3)}8Q~${letters(random, 34)}`,
  'Pushlight token': (random) => `pushlight_${hex(random, 12)}_${hex(random, 56)}`,
  JWT: (random) =>
    `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded({ sub: letters(random, 12), iat: 1_790_000_000 })}.${base64url(random, 86)}`,
};

/** Keys of several lines. */
export const KEYS: Readonly<Record<string, MakeSecret>> = {
  'PKCS #8 key': pem('PRIVATE KEY', 26),
  'RSA key': pem('RSA PRIVATE KEY', 25),
  'EC key': pem('EC PRIVATE KEY', 3),
  'OpenSSH key': pem('OPENSSH PRIVATE KEY', 6),
};

const password: MakeSecret = (random) => letters(random, 14, `${ALNUM}+/#!.^~`).replace(/^\W+/, 'p');

/** Secrets that what stands before them gives away: each of these names one. */
export const NAMED: Readonly<
  Record<string, { readonly make: MakeSecret; readonly write: (secret: string) => string }>
> = {
  'password of a variable': { make: password, write: (secret) => `DB_PASSWORD=${secret}` },
  'secret of a variable': { make: (random) => hex(random, 64), write: (secret) => `WEBHOOK_SECRET=${secret}` },
  'token of Gitea': { make: (random) => hex(random, 40), write: (secret) => `token ${secret}` },
  'API key': { make: (random) => letters(random, 32), write: (secret) => `x-api-key: ${secret}7` },
  'password in a URL': {
    make: (random) => letters(random, 16),
    write: (secret) => `postgres://app:${secret}@db.acme.test:5432/app`,
  },
  'bearer of a header': {
    make: (random) => base64url(random, 40),
    write: (secret) => `Authorization: Bearer ${secret}`,
  },
  'password of a command': { make: (random) => `p${letters(random, 13)}`, write: (secret) => `--password ${secret}` },
  'signature of a URL': {
    make: (random) => hex(random, 64),
    write: (secret) => `https://b.s3.amazonaws.com/k?X-Amz-Expires=60&X-Amz-Signature=${secret}`,
  },
  'password of XML': { make: (random) => letters(random, 12), write: (secret) => `<password>${secret}</password>` },
};
