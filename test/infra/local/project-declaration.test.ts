import { afterAll, expect, test } from 'vitest';
import { projectDeclaration } from '../../../infra/local/project-declaration.ts';
import { projectsFileOf } from '../projects-file/projects-file-of.ts';
import { buildspec, openBench, removeTemporaryDirectories } from './codebuild/test-bench.ts';

afterAll(removeTemporaryDirectories);

const arn = 'arn:aws:codebuild:us-east-1:123456789012:project/web';
const source = { type: 'NO_SOURCE', buildspec: buildspec({ build: ['echo "image <$CODEBUILD_BUILD_IMAGE>"'] }) };
const declarationOf = (keys: object) =>
  projectDeclaration(projectsFileOf([{ name: 'web', source, ...keys }]).projects[0]!.written);

test.each([
  [{ arn, badge: { badgeEnabled: true }, repository: 'https://github.com/acme/web', webhook: {}, created: 1 }, {}],
  [{ arn, link: 'https://acme.io', skipCi: false, ignore: [], tags: [] }, { tags: [] }],
  [
    { arn, sourceVersion: 'main', timeoutInMinutes: 9 },
    { sourceVersion: 'main', timeoutInMinutes: 9 },
  ],
  [{ arn, vpcConfig: { create: false, vpcId: 'vpc-1' } }, { vpcConfig: { vpcId: 'vpc-1' } }],
  [{ arn, environment: { privilegedMode: true } }, { environment: { privilegedMode: true } }],
])('of %j, CodeBuild is told only its own keys', (keys, expected) => {
  expect(declarationOf(keys)).toStrictEqual({ name: 'web', source, ...expected });
});

test('an existing project without its image is built, and no image is made up for it', async () => {
  const bench = await openBench({ projects: [declarationOf({ arn })] });
  const build = await bench.run();
  expect(build.buildStatus).toBe('SUCCEEDED');
  expect(bench.log(build.id!)).toMatch(/On AWS, it would run in the image of the existing project\n[^]*\nimage <>\n/);
  await bench.stop();
});
