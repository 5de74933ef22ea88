import { expect, test } from 'vitest';
import { BADGE_LOGOS } from '../../functions/core/badge/drawing/badge-logo.ts';
import { BADGE_STYLE_NAMES } from '../../functions/core/badge/drawing/badge-style.ts';
import { BADGE_PARAMETERS } from '../../functions/core/badge/badge-query.ts';
import { BADGE_STATES } from '../../functions/core/badge/badge-state.ts';
import { pageOf } from './pages.ts';

const { text } = pageOf('docs/badges.md');

test('docs/badges.md has every style and logo', () => {
  for (const name of [...BADGE_STYLE_NAMES, ...Object.keys(BADGE_LOGOS)]) expect(text).toContain(`\`${name}\``);
});

test('docs/badges.md explains every parameter, and no other', () => {
  const [, rows = ''] = /^## Parameters\n(.*?)^## /ms.exec(text)!;
  const [table = ''] = /^\|.*\n(?:\|.*\n)+/m.exec(rows)!;
  const explained = [...table.matchAll(/^\|([^|]+)\|/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/`(\w+)/g)].map(([, name = '']) => name),
  );
  expect(explained.toSorted()).toEqual(Object.keys(BADGE_PARAMETERS).toSorted());
});

test('docs/badges.md explains every state, and no other', () => {
  const [, states = ''] = /^## States\n(.*?)^## /ms.exec(text)!;
  const explained = [...states.matchAll(/^\| ([a-z][a-z ]*?) *\|/gm)].map(([, state]) => state);
  expect(explained).toEqual(Object.values(BADGE_STATES).map(({ message }) => message));
});
