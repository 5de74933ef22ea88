import { expect, test } from 'vitest';
import { appearance } from '../../../../functions/core/badge/appearance.ts';
import { readBadgeQuery } from '../../../../functions/core/badge/badge-query.ts';
import type { Project } from '../../../../functions/core/configuration.ts';

const web: Project = { name: 'web', sourceType: 'GITHUB', badge: { enabled: true, label: 'web', style: 'plastic' } };

const asked = (query: string, project?: Project) => appearance(readBadgeQuery(new URLSearchParams(query)), project);

test('by default, the label is "build" and the colours and style are the defaults', () => {
  expect(asked('')).toEqual({ label: 'build' });
});

test('the projects file overrides the defaults, and the request overrides both', () => {
  expect(asked('', web)).toEqual({ label: 'web', style: 'plastic' });
  expect(asked('label=ci&style=flat-square&color=red&labelColor=%23ccc', web)).toEqual({
    label: 'ci',
    style: 'flat-square',
    color: '#dd4343',
    labelColor: '#cccccc',
  });
});

test('invalid values are ignored', () => {
  expect(asked('style=../../x&color=url(x)&labelColor=%22&logo=data:x&link=javascript:x', web)).toEqual({
    label: 'web',
    style: 'plastic',
  });
});
