import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compileForTest, stackOptions } from './compile-for-test.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/0123abcd-4567';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cfn-lint-'));
});
afterEach(() => rm(directory, { recursive: true }));

const manyProjects = [
  ...Array.from(
    { length: 5000 },
    (_, index) =>
      `{ name: used-${index}, arn: "arn:aws:codebuild:eu-west-1:123456789012:project/used-${index}", source: { type: NO_SOURCE } }`,
  ),
  ...Array.from(
    { length: 500 },
    (_, index) =>
      `{ name: made-${index}, source: { type: GITHUB, location: "https://github.com/acme/web.git" }, environment: { type: LINUX_CONTAINER, image: "aws/codebuild/standard:7.0", computeType: BUILD_GENERAL1_SMALL } }`,
  ),
].join(', ');

const manyImages = Array.from(
  { length: 300 },
  (_, index) =>
    `{ name: web-${index}, source: { type: GITHUB, location: "https://github.com/acme/web.git" }, imageRepository: web-${index}, vpcConfig: { create: true }, environment: { type: LINUX_CONTAINER, image: "aws/codebuild/standard:7.0", computeType: BUILD_GENERAL1_SMALL, privilegedMode: true } }`,
).join(', ');

const TEMPLATES: readonly (readonly [string, ReturnType<typeof stackOptions>])[] = [
  ['without projects', stackOptions('dev')],
  ['with 500 projects that are made and 5,000 that exist', stackOptions('prod', `projects: [${manyProjects}]`)],
  ['with as many image repositories as it has room for', stackOptions('prod', `projects: [${manyImages}]`)],
  ['where no concurrency can be reserved', { ...stackOptions('dev'), reserveConcurrency: false }],
  [
    'with everything that a line of the projects file adds',
    stackOptions(
      'prod',
      'stack: { domain: badges.example.com, hostedZone: Z0123456789, cdn: true, dashboard: true, alarmEmail: ops@example.com }',
      'us-east-1',
    ),
  ],
  ['with a domain of the API', stackOptions('prod', 'stack: { domain: ci.example.com, hostedZone: Z0123456789 }')],
  [
    'with a CDN and a certificate of another region',
    stackOptions('prod', `stack: { domain: badges.example.com, cdn: true, certificate: "${CERTIFICATE}" }`),
  ],
];

test('cfn-lint reports nothing for any template', async () => {
  const files: string[] = [];
  for (const [name, options] of TEMPLATES) {
    const { template } = await compileForTest(options);
    const file = join(directory, `${name}.json`);
    await writeFile(file, JSON.stringify(template));
    files.push(file);
  }
  // One process for all, since it takes seconds to start.
  const config = ['--config-file', join(ROOT, '.cfnlintrc.yaml'), '--regions', 'eu-west-1', 'us-east-1'];
  const { stdout } = await promisify(execFile)('cfn-lint', [...config, '--', ...files]);
  expect(stdout).toBe('');
});
