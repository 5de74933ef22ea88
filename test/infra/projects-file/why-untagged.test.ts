import { expect, test } from 'vitest';
import { whyUntagged } from '../../../infra/projects-file/why-untagged.ts';

const source = { type: 'NO_SOURCE' } as const;
const made = Array.from({ length: 500 }, (_, index) => ({ name: `made-${index}`, source }));
const existing = Array.from({ length: 5000 }, (_, index) => ({
  name: `web-${index}`,
  arn: `arn:aws:codebuild:eu-west-1:123456789012:project/web-${index}`,
  source,
}));
const tagged = (stage: string) => ({ tags: [{ key: 'pushlight:stage', value: stage }] });

test('of more projects than a role can name, those that exist without the tag of the stage are told', () => {
  const said =
    /can't name 5500 projects.*pushlight:stage=prod\. It is missing from web-0, web-1, web-2, web-3, web-4 and 4995 more: .* update-project --name web-0 --tags key=pushlight:stage,value=prod/;
  expect(whyUntagged([...made, ...existing], 'prod')).toMatch(said);
  expect(whyUntagged([...made, ...existing.map((project) => ({ ...project, ...tagged('dev') }))], 'prod')).toMatch(
    said,
  );
  expect(whyUntagged([...made, ...existing.map((project) => ({ ...project, ...tagged('prod') }))], 'prod')).toBe(
    undefined,
  );
});

test('projects that the deployment makes, and few enough to be named, need no tag in the file', () => {
  expect(whyUntagged(made, 'prod')).toBe(undefined);
  expect(whyUntagged(existing.slice(0, 10), 'prod')).toBe(undefined);
});
