import { expect, test } from 'vitest';
import { checkTags } from '../../../infra/deployment/check-tags.ts';
import type { ProjectInput } from '../../../infra/projects-file/schema/projects-file-schema.ts';

const source = { type: 'NO_SOURCE' } as const;
const made = Array.from({ length: 500 }, (_, index) => ({ name: `made-${index}`, source }));
const existing = Array.from({ length: 5000 }, (_, index) => ({
  name: `web-${index}`,
  arn: `arn:aws:codebuild:eu-west-1:123456789012:project/web-${index}`,
  source,
}));
const tagged = (stage: string) => ({ tags: [{ key: 'pushlight:stage', value: stage }] });

const place = { file: 'infra/projects.yml', line: 1, column: 1 };
const messages = (projects: readonly ProjectInput[]): readonly string[] =>
  [
    ...checkTags(
      {
        projects: projects.map((written) => ({ written })),
        locate: ([, index]) => ({ ...place, line: Number(index) }),
      },
      'prod',
    ),
  ].map(({ line, id, message }) => `${line}: ${message} [${id}]`);

test("if there are more projects than a role can name, existing ones without the stage's tag are reported", () => {
  const said =
    /^500: .*cannot name 5500 projects.*pushlight:stage=prod, which is missing from web-0, web-1, web-2, web-3, web-4 and 4995 more: .* update-project --name web-0 --tags key=pushlight:stage,value=prod, .* \[project-without-stage-tag\]$/;
  expect(messages([...made, ...existing])).toEqual([expect.stringMatching(said)]);
  expect(messages([...made, ...existing.map((project) => ({ ...project, ...tagged('dev') }))])).toEqual([
    expect.stringMatching(said),
  ]);
  expect(messages([...made, ...existing.map((project) => ({ ...project, ...tagged('prod') }))])).toEqual([]);
});

test('projects that the deployment creates, or that are few enough to name, need no tag in the file', () => {
  expect(messages(made)).toEqual([]);
  expect(messages(existing.slice(0, 10))).toEqual([]);
});
