import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanLogText } from '../../../../functions/core/redaction/clean-log-text.ts';
import { redact } from '../../../../functions/core/redaction/redact.ts';
import { rounds } from '../../../soak.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const TOKEN = `ghp_${'a1B2'.repeat(9)}`;
const SECRET_KEY = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

test.each([
  [`pushing with ${TOKEN}`, 'pushing with ***'],
  [`AKIAIOSFODNN7EXAMPLE ${SECRET_KEY}`, '*** ***'],
  ['export DB_PASSWORD="correct horse battery"', 'export DB_PASSWORD="***"'],
  ['DB_PASSWORD=hunter2', 'DB_PASSWORD=***'],
  ["{'password': 'hunter2', 'user': 'app'}", "{'password': '***', 'user': 'app'}"],
  ['{"clientSecret":"hunter2","id":1}', '{"clientSecret":"***","id":1}'],
  ['Server=db;Database=app;User Id=app;Pwd=hunter2', 'Server=db;Database=app;User Id=app;Pwd=***'],
  ['AccountName=x;AccountKey=aGVsbG8gd29ybGQ==', 'AccountName=x;AccountKey=***'],
  ['+ app --api-key abc123 --verbose', '+ app --api-key *** --verbose'],
  ['<settings><password>hunter2</password></settings>', '<settings><password>***</password></settings>'],
  ['{ "name": "DB_PASSWORD", "value": "hunter2" }', '{ "name": "DB_PASSWORD", "value": "***" }'],
  ['> Authorization: Basic YXBwOmh1bnRlcjI=', '> Authorization: Basic ***'],
  [
    "curl -H 'Authorization: token 0123456789' https://git.acme.test",
    "curl -H 'Authorization: token ***' https://git.acme.test",
  ],
  ['< set-cookie: session=abc; HttpOnly', '< set-cookie: ***'],
  ['machine git.acme.test login app password hunter2', 'machine git.acme.test login app password ***'],
  ["CREATE USER app IDENTIFIED BY 'hunter2'", "CREATE USER app IDENTIFIED BY '***'"],
  ['docker login -u app -p hunter2 registry.acme.test', 'docker login -u app -p *** registry.acme.test'],
  ['mysql -u root -phunter2 app', 'mysql -u root -p*** app'],
  ['curl -u app:hunter2 https://acme.test', 'curl -u *** https://acme.test'],
  ['git clone https://app:p@ss@git.acme.test/web.git', 'git clone https://***@git.acme.test/web.git'],
  ['amqp://app:a/b#c@mq.acme.test', 'amqp://***@mq.acme.test'],
  ['//registry.npmjs.org/:_authToken=0d8a7f66-1111-2222-3333-444455556666', '//registry.npmjs.org/:_authToken=***'],
  ['{"auths":{"ghcr.io":{"auth":"YXBwOmh1bnRlcjI="}}}', '{"auths":{"ghcr.io":{"auth":"***"}}}'],
  ['token 0123456789abcdef0123456789abcdef01234567', 'token ***'],
  ['Step 3/9 : ENV DB_PASSWORD hunter2', 'Step 3/9 : ENV DB_PASSWORD ***'],
  ['PGPASSWORD=secret psql', 'PGPASSWORD=*** psql'],
  ['aws_secret_access_key = abcd/efgh+ijkl', 'aws_secret_access_key = ***'],
  ['-Dsigning.password=hunter2 -Dx=y', '-Dsigning.password=*** -Dx=y'],
  ['"refresh_token": "abcd.efgh"', '"refresh_token": "***"'],
  ['jdbc:postgresql://db/app?user=app&password=hunter2', 'jdbc:postgresql://db/app?user=app&password=***'],
  ['mongodb+srv://app:hunter2@cluster0.acme.test/app', 'mongodb+srv://***@cluster0.acme.test/app'],
  ['PRIVATE-TOKEN: abcdefgh12', 'PRIVATE-TOKEN: ***'],
  ['password: aHVudGVyMg==', 'password: ***'],
  ['token=process.env.TOKEN;password=hunter2', 'token=process.env.TOKEN;password=***'],
  [
    'posting to https://hooks.slack.com/services/T000/B000/XXXXYYYYZZZZ',
    'posting to https://hooks.slack.com/services/***',
  ],
])('%s is shown without its secret', (line, shown) => {
  expect(redact(line)).toBe(shown);
});

test.each([
  ['the percent signs of a URL', encodeURIComponent('password=p ss/w#rd'), 'p%20ss'],
  ['percent signs twice', encodeURIComponent(encodeURIComponent(`x ${SECRET_KEY}`)), 'wJalr'],
  ['JSON in JSON in JSON', JSON.stringify(JSON.stringify({ a: JSON.stringify({ password: 'hunter2' }) })), 'hunter2'],
  ['escapes of JavaScript', String.raw`\x70assword\x3dhunter2`, 'hunter2'],
  ['entities of HTML', 'token=&quot;hunter2hunter2&quot;', 'hunter2'],
  ['base64', base64('DB_PASSWORD=hunter2'), base64('hunter2').slice(0, 6)],
  ['base64 behind letters', `data${base64(`x ${TOKEN}`)}`, base64(`x ${TOKEN}`).slice(8, 40)],
  ['base64 of lines', base64(`one\ntwo\nexport PASSWORD=hunter2\nthree\n`), base64('hunter2').slice(3, 9)],
  [
    'base64, broken at 76 columns',
    base64(`${'x'.repeat(50)} ${TOKEN} ${'y'.repeat(80)}`).replace(/.{76}/g, '$&\n'),
    'Z2hw',
  ],
  ['a broken line', `${'x'.repeat(70)} ghp_a1B2a\n1B2${'a1B2'.repeat(7)}a1B2 done`, 'B2a1B2'],
  ['a broken line that is indented', `  ${TOKEN.slice(0, 20)}\n      ${TOKEN.slice(20)}`, 'a1B2a1B2'],
  ['a line that is broken at 40 columns', `${'x'.repeat(24)} DB_PASSWORD=hun\nter2 done`, 'ter2'],
  ['a line that is broken before the value', `${'x'.repeat(67)} DB_PASSWORD=\nhunter2 done`, 'hunter2'],
])('no secret shows through %s', (_, text, part) => {
  expect(text).toContain(part);
  expect(redact(text)).not.toContain(part);
});

test('all of a private key goes, also where its beginning or end is missing', () => {
  const body = Array.from({ length: 3 }, (_, index) => `MIIE${String(index).repeat(60)}`);
  const [begin, end] = ['-----BEGIN RSA PRIVATE KEY-----', '-----END RSA PRIVATE KEY-----'];
  expect(redact(['before', begin, ...body, end, 'after'].join('\n'))).toBe('before\n***\nafter');
  expect(redact(['before it.', ...body, end, 'after'].join('\n'))).toBe('before it.\n***\nafter');
  expect(redact(['before', begin, ...body].join('\n'))).toBe('before\n***');
  expect(redact(JSON.stringify({ key: [begin, ...body, end].join('\n') }))).toBe('{"key":"***"}');
});

test.each([
  'docker login -u app -p $DOCKER_TOKEN registry.acme.test',
  'export TOKEN=${TOKEN:-none} PASSWORD=*** SECRET=<your-secret>',
  'Error: password must be at least 8 characters',
  "error TS2339: Property 'token' does not exist on type 'Session'.",
  'const token = await getToken(request);',
  'token: process.env.NPM_TOKEN,',
  'Unexpected token: punc (})',
  'max_tokens=4096 cache key: linux-amd64-3f2a',
  'arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/web-AbCdEf',
  'usage: app --token <token> --password-file /run/secrets/db',
  'docker build --secret id=npmrc,src=.npmrc .',
  'Token::Value(3) in secrets::read',
  'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==',
  'OLDPWD=/codebuild/output/src1/src PWD=/codebuild/output/src1/src/web',
  'glibc-2.17-326.el7_9.x86_64 is needed by glusterfs-server-7.9',
  'https://acme@bitbucket.org/acme/web.git',
])('%s stays as it is', (line) => {
  expect(redact(line)).toBe(line);
});

test('a line of forty columns that ends with a value takes the first word of the next with it', () => {
  const line = `${'x'.repeat(40)} PASSWORD=hunter2`;
  expect(redact(`${line}\nnext line`)).toBe(`${'x'.repeat(40)} PASSWORD=***\n*** line`);
  expect(redact(`short PASSWORD=hunter2\nnext line`)).toBe('short PASSWORD=***\nnext line');
});

test('what is redacted stays so', () => {
  const redacted = redact(`PASSWORD=hunter2 ${TOKEN} https://a:b@acme.test "secret": "abcd1234"`);
  expect(redact(redacted)).toBe(redacted);
});

test.each([
  ['\u001b[31mred\u001b[0m and \u001b[1;38;5;208mbold\u001b[m', 'red and bold'],
  ['a \u001b]8;;https://evil.test\u0007link\u001b]8;;\u001b\\ b', 'a link b'],
  ['\u009b2Jclear', 'clear'],
  ['10 %\r50 %\r100 %', '100 %'],
  ['one\r\ntwo', 'one\ntwo'],
  ['\u0000\u0008\u007fnone\ttab', 'none\ttab'],
  ['\u202egnp.exe \u2066x\u2069 zero\u200bwidth\ufeff', 'gnp.exe x zerowidth'],
  ['half \ud83d of a pair, \u{1f680} whole', 'half  of a pair, 🚀 whole'],
  ['one\u2028two\u000bthree', 'one\ntwo\nthree'],
  [`gh\u001b[1mp_${'a1B2'.repeat(9)}`, TOKEN],
])('%j is shown as %j', (text, shown) => {
  expect(cleanLogText(text)).toBe(shown);
});

test('whatever a log says, what is shown is clean, and redacting it does not fail', () => {
  const text = fc.string({ unit: 'binary', maxLength: 300 });
  fc.assert(
    fc.property(text, (log) => {
      const shown = redact(cleanLogText(log));
      expect(shown).not.toMatch(/(?![\n\t])\p{C}/u);
      expect(cleanLogText(shown)).toBe(shown);
    }),
    { numRuns: rounds(100) },
  );
});
