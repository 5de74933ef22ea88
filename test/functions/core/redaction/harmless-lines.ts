import { letters, pick, type Random } from './planted-secrets.ts';

const HEX = '0123456789abcdef';
const hex = (random: Random, count: number): string => letters(random, count, HEX);
const number = (random: Random, most: number): number => Math.floor(random() * most);
const uuid = (random: Random): string => [8, 4, 4, 4, 12].map((length) => hex(random, length)).join('-');
const base64 = (random: Random, bytes: number): string => Buffer.from(hex(random, bytes * 2), 'hex').toString('base64');
const name = (random: Random): string =>
  pick(random, ['left-pad', 'react-dom', '@types/node', 'lodash', 'esbuild', '@aws-sdk/client-s3', 'jsonwebtoken']);
const file = (random: Random): string =>
  `src/${pick(random, ['auth', 'billing', 'components', 'pages'])}/${pick(random, ['token-store', 'PasswordForm', 'index', 'secretsManager'])}.${pick(random, ['ts', 'tsx', 'py', 'go'])}`;

/** Lines as builds print them, without secrets: also such as speak of secrets. */
const LINES: readonly ((random: Random) => string)[] = [
  (random) => `[Container] 2026/11/28 15:04:${10 + number(random, 50)}.${number(random, 1e6)} Running command npm test`,
  (random) =>
    `[Container] 2026/11/28 15:04:05.123456 Phase complete: ${pick(random, ['INSTALL', 'BUILD'])} State: FAILED`,
  () =>
    '[Container] 2026/11/28 15:04:05.123456 Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing command: npm test. Reason: exit status 1',
  () =>
    '[Container] 2026/11/28 15:04:05.123456 Running command docker login -u app -p $DOCKER_TOKEN registry.acme.test',
  (random) => `HEAD is now at ${hex(random, 7)} Merge pull request #${number(random, 9000)} from acme/feature`,
  (random) => `commit ${hex(random, 40)} (HEAD -> main, origin/main)`,
  (random) => `Digest: sha256:${hex(random, 64)}`,
  (random) => `Status: Downloaded newer image for node@sha256:${hex(random, 64)}`,
  (random) => `      "integrity": "sha512-${base64(random, 64)}",`,
  (random) => `      "integrity": "sha1-${base64(random, 20)}"`,
  (random) => `    --hash=sha256:${hex(random, 64)} \\`,
  (random) => `${name(random)}@^${number(random, 20)}.${number(random, 20)}.0: integrity sha512-${base64(random, 64)}`,
  (random) => `github.com/acme/web v1.${number(random, 40)}.0 h1:${base64(random, 32)}`,
  (random) => `Request ID: ${uuid(random)}`,
  (random) => `build id web:${uuid(random)} started by user`,
  (random) => `arn:aws:codebuild:us-east-1:${letters(random, 12, '123456789')}:build/web:${uuid(random)}`,
  (random) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/web-${letters(random, 6)}`,
  (random) => `npm ERR! code E${pick(random, ['RESOLVE', 'LIFECYCLE', '404', 'INTEGRITY'])}`,
  (random) => `npm warn deprecated ${name(random)}@${number(random, 9)}.1.2: this version is no longer supported`,
  () => 'npm error A complete log of this run can be found in: /root/.npm/_logs/2026-11-28T15_04_05_678Z-debug-0.log',
  (random) =>
    `added ${number(random, 2000)} packages, and audited ${number(random, 2000)} packages in ${number(random, 90)}s`,
  (random) =>
    `  at Object.<anonymous> (/codebuild/output/src${letters(random, 10, '0123456789')}/src/web/${file(random)}:${number(random, 400)}:${number(random, 80)})`,
  (random) =>
    `${file(random)}(${number(random, 300)},${number(random, 80)}): error TS2339: Property 'token' does not exist on type 'Session'.`,
  (random) =>
    `${file(random)}:${number(random, 300)}:9 - error TS2322: Type 'string | undefined' is not assignable to type 'string'.`,
  () => '    password: string;',
  () => '  const token = await getToken(request);',
  () => '  expect(response.token).toBe(undefined)',
  () => 'SyntaxError: Unexpected token \'}\', "{}}" is not valid JSON',
  () => 'SyntaxError: Unexpected token: punc (})',
  () => 'error: password authentication failed for user "app"',
  () => "ERROR 1045 (28000): Access denied for user 'app'@'localhost' (using password: YES)",
  () => 'The secret: not found in namespace default',
  () => 'PWD=/codebuild/output/src123/src/web',
  (random) =>
    `ok ${number(random, 900)} - ${pick(random, ['rejects an expired token', 'hashes the password', 'reads a secret'])}`,
  (random) => `# pass ${number(random, 900)}`,
  (random) => `  ✓ signs in with a token (${number(random, 90)} ms)`,
  (random) =>
    `#${number(random, 30)} ${number(random, 90)}.${number(random, 999)} Get:${number(random, 90)} http://deb.debian.org/debian bookworm/main amd64 libssl3 amd64 3.0.${number(random, 20)}`,
  (random) => `${hex(random, 12)}: Pull complete`,
  (random) => `exporting config sha256:${hex(random, 64)} done`,
  (random) => `Successfully tagged 123456789012.dkr.ecr.us-east-1.amazonaws.com/web:${hex(random, 40)}`,
  (random) => `go: downloading golang.org/x/crypto v0.${number(random, 40)}.0`,
  (random) => `FAIL ${file(random)} > session > returns ${number(random, 500)}`,
  (random) => `Tests: ${number(random, 9)} failed, ${number(random, 900)} passed, ${number(random, 900)} total`,
  (random) => `curl: (22) The requested URL returned error: ${pick(random, ['401', '403', '500'])}`,
  (random) =>
    `upload: dist/assets/index-${letters(random, 8)}.js to s3://acme-web/assets/index-${letters(random, 8)}.js`,
  (random) =>
    `dist/assets/index-${letters(random, 8)}.js   ${number(random, 900)}.4${number(random, 9)} kB │ gzip: ${number(random, 90)}.2 kB`,
  () => "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
  () => 'Cloning https://github.com/acme/web.git as git@github.com:acme/web.git',
  (random) => `Compiling serde_derive v1.0.${number(random, 300)}`,
  (random) =>
    `java.lang.IllegalStateException: max_tokens = ${number(random, 4096)} is less than min_token=${number(random, 99)} of acme`,
  (random) => `-----BEGIN CERTIFICATE----- ${letters(random, 20)}`,
  () => 'make: *** [Makefile:12: test] Error 2',
  () => 'Größe überschritten — 日本語 🚀 done',
  () => '',
];

export const harmlessLine = (random: Random): string => pick(random, LINES)(random);
