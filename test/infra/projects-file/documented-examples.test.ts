import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';
import { blocksOf, PAGES } from '../../docs/pages.ts';

/** The pages' projects files: the code blocks that have projects. */
const examples = PAGES.flatMap((page) =>
  blocksOf(page, 'yaml')
    .filter((text) => /^projects:/m.test(text))
    .map((text) => ({ file: page.file, text })),
);

test.each(examples)('an example in $file has no findings', ({ text }) => {
  expect(readProjectsFile(text)).toMatchObject({ warnings: [] });
});

const PROJECTS = ['web', 'api-orders'].map((name) => ({
  name,
  arn: `arn:aws:codebuild:us-east-1:123456789012:project/${name}`,
  source: { type: 'GITHUB', location: `https://github.com/acme/${name}.git` },
}));
const parts = PAGES.flatMap((page) =>
  blocksOf(page, 'yaml')
    .filter((text) => /^(?:api|stack):/m.test(text))
    .map((text) => ({ file: page.file, text })),
);

test.each(parts)('a part of a projects file in $file is accepted as printed', ({ text }) => {
  expect(readProjectsFile(`${text}${stringify({ projects: PROJECTS })}`)).not.toHaveProperty('problems');
});

test('everything in the example of an image is needed', () => {
  const image = examples.find(({ text }) => text.includes('docker push'))!.text;
  for (const [line, problem] of [
    [/^ *privilegedMode: true\n/m, /Cannot connect to the Docker daemon/],
    [/^ *imageRepository: .*\n/m, /not allowed to push to ECR/],
    [/^.*get-login-password.*$/m, /nothing logs in to ECR/],
    [/^ *type: LINUX_CONTAINER\n/m, /its environment lacks type/],
  ] as const) {
    expect(image).toMatch(line);
    const without = readProjectsFile(image.replace(line, line.source.includes('login') ? '              - ls' : ''));
    expect('problems' in without && without.problems.map(({ message }) => message).join('\n')).toMatch(problem);
  }
});
