import { expect, test } from 'vitest';
import { appearance } from '../../../../functions/core/badge/appearance.ts';
import { readBadgeQuery } from '../../../../functions/core/badge/badge-query.ts';
import type { Project } from '../../../../functions/core/configuration.ts';

const web: Project = { name: 'web', sourceType: 'GITHUB', badge: { enabled: true, label: 'web', style: 'plastic' } };

const asked = (query: string, project?: Project) => appearance(readBadgeQuery(new URLSearchParams(query)), project);

test('without a word it is "build", as the state and the default style have it', () => {
  expect(asked('')).toEqual({ label: 'build' });
});

test('the projects file has a say, and the request the last word', () => {
  expect(asked('', web)).toEqual({ label: 'web', style: 'plastic' });
  expect(asked('label=ci&style=flat-square&color=red&labelColor=%23ccc', web)).toEqual({
    label: 'ci',
    style: 'flat-square',
    color: '#dd4343',
    labelColor: '#cccccc',
  });
});

test('wrong values are as good as none', () => {
  expect(asked('style=../../x&color=url(x)&labelColor=%22&logo=data:x&link=javascript:x', web)).toEqual({
    label: 'web',
    style: 'plastic',
  });
});
