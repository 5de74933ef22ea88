import { expect, test } from 'vitest';
import { hideCredentials } from '../../../infra/findings/hide-credentials.ts';

const TOKEN = `ghp_${'a1B2'.repeat(9)}`;

test.each([
  [
    'https://x-access-token:ghs_16C7e42F292c6912E7710c838347Ae178B4a@github.com/acme/web.git',
    'https://***@github.com/acme/web.git',
  ],
  ['https://oauth2:glpat-x@gitlab.com/acme/web.git at main', 'https://***@gitlab.com/acme/web.git at main'],
  [`https://${TOKEN}@github.com/acme/web.git`, 'https://***@github.com/acme/web.git'],
  ['https://0123456789abcdef0123456789abcdef01234567@git.acme.test/web', 'https://***@git.acme.test/web'],
  ['https://me:p@ss:w0rd@git.acme.test/web', 'https://***@git.acme.test/web'],
  ['https://me:a/b+c#d@git.acme.test/web', 'https://***@git.acme.test/web'],
  ['redis://:hunter2@cache:6379/0', 'redis://***@cache:6379/0'],
  [
    'HTTPS://Me:Secret@git.acme.test/a and ssh://me:secret@git.acme.test/b',
    'HTTPS://***@git.acme.test/a and ssh://***@git.acme.test/b',
  ],
  ['git clone "https://me:secret@git.acme.test/web"', 'git clone "https://***@git.acme.test/web"'],
  [
    'https://git.acme.test/web?ref=main&private_token=abc#top',
    'https://git.acme.test/web?ref=main&private_token=***#top',
  ],
  [
    'https://b.s3.amazonaws.com/web.zip?X-Amz-Date=1&X-Amz-Signature=0aF',
    'https://b.s3.amazonaws.com/web.zip?X-Amz-Date=1&X-Amz-Signature=***',
  ],
  ['https://x.blob.core.windows.net/c?sv=1&sig=aB%2B', 'https://x.blob.core.windows.net/c?sv=1&sig=***'],
  ['https://hooks.slack.com/services/T000/B000/XXXXYYYYZZZZ', 'https://hooks.slack.com/services/***'],
  ['https://discord.com/api/webhooks/123456/aBcDeFgHiJ', 'https://discord.com/api/webhooks/***'],
])('the credential in %s is hidden', (text, shown) => {
  expect(hideCredentials(text)).toBe(shown);
});

test.each([
  'https://github.com/acme/web.git',
  'https://acme@bitbucket.org/acme/web.git',
  'https://acme-integration-builds-for-production@dev.azure.com/acme/web',
  'ssh://git@bb.acme.test:7999/~dev/web.git',
  'git@github.com:acme/web.git',
  'https://git.acme.test:8443/a@b',
  'https://x:$TOKEN@github.com/acme/web',
  'https://x:${GITHUB_TOKEN}@github.com/acme/web',
  'https://x:{{token}}@github.com/acme/web',
  'https://<user>:<token>@github.com/acme/web',
  'https://user:***@github.com/acme/web',
  'https://git.acme.test/web?token=$TOKEN',
  'https://git.acme.test/web?tab=tokens&page=2',
  'arn:aws:iam::123456789012:role/a@b',
  'mail ops:me@acme.test',
])('%s contains no credential', (text) => {
  expect(hideCredentials(text)).toBe(text);
});
