import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { buildspec, openBench, project, removeTemporaryDirectories, temporaryDirectory } from '../test-bench.ts';
import type { TestBench } from '../test-bench.ts';

let bench: TestBench;
afterEach(() => bench.stop());
afterAll(removeTemporaryDirectories);

/** The environment of a user whose git has one user name and password. */
function machine(): NodeJS.ProcessEnv {
  const home = temporaryDirectory();
  const helper = '!f() { echo username=user; echo password=word; }; f';
  writeFileSync(join(home, '.gitconfig'), `[credential]\n\thelper = "${helper}"\n`);
  return { PATH: process.env['PATH'], HOME: home };
}

test("a source is cloned with the credentials that this machine's git has", async () => {
  const authorizations = new Set<string | undefined>();
  const server = createServer(({ headers }, response) => {
    authorizations.add(headers.authorization);
    response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const location = `http://127.0.0.1:${(server.address() as AddressInfo).port}/private.git`;
  bench = await openBench({
    environment: machine(),
    projects: [project('', { source: { type: 'GITHUB', location } })],
  });

  const build = await bench.run();

  server.close();
  expect(authorizations).toContain(`Basic ${Buffer.from('user:word').toString('base64')}`);
  expect(bench.log(build.id!)).toContain('Authentication failed');
});

test('commands get these credentials only if the buildspec sets git-credential-helper: yes', async () => {
  const ask = 'echo url=https://git.example/private | GIT_TERMINAL_PROMPT=0 git credential fill';
  const without = buildspec({ build: [ask] });
  bench = await openBench({ environment: machine(), projects: [project(without)] });

  const refused = await bench.run();
  const given = await bench.run({
    buildspecOverride: without.replace('phases:', 'env: { git-credential-helper: yes }\nphases:'),
  });

  expect(refused.buildStatus).toBe('FAILED');
  expect(bench.log(given.id!)).toContain('\nusername=user\npassword=word\n');
});
