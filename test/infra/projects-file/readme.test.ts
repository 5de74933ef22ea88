import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';

const README = readFileSync(path.resolve(import.meta.dirname, '../../../README.md'), 'utf8');

/** Its projects files: the code blocks that have projects. */
const examples = [...README.matchAll(/^```yaml\n(.*?)^```/gms)].flatMap(([, text]) =>
  /^projects:/m.test(text!) ? [text!] : [],
);

test('the examples of the README have nothing wrong', () => {
  expect(examples.length).toBeGreaterThan(1);
  for (const example of examples) expect(readProjectsFile(example)).toMatchObject({ warnings: [] });
});

test('its example of an image needs all that it says', () => {
  const image = examples.find((example) => example.includes('docker push'))!;
  for (const [line, problem] of [
    [/^ *privilegedMode: true\n/m, /Cannot connect to the Docker daemon/],
    [/^ *imageRepository: .*\n/m, /may not push to ECR/],
    [/^.*get-login-password.*$/m, /nothing logs in to ECR/],
    [/^ *type: LINUX_CONTAINER\n/m, /its environment lacks type/],
  ] as const) {
    expect(image).toMatch(line);
    const without = readProjectsFile(image.replace(line, line.source.includes('login') ? '              - ls' : ''));
    expect('problems' in without && without.problems.map(({ message }) => message).join('\n')).toMatch(problem);
  }
});
