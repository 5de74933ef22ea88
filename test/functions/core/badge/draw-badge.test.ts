import { expect, test } from 'vitest';
import { BADGE_STATES } from '../../../../functions/core/badge/badge-state.ts';
import { badgeDrawer } from '../../../../functions/core/badge/draw-badge.ts';
import type { Badge } from '../../../../functions/core/badge/drawing/badge.ts';

const errors: unknown[] = [];
const drawAt = badgeDrawer(new Set(['build']), (error) => errors.push(error));
const draw = (badge: Badge) => drawAt(badge, 0);
const passing = { label: 'build', ...BADGE_STATES.passing };

test('a known label with a state is drawn only once', async () => {
  expect(await draw(passing)).toBe(await draw({ ...passing }));
  expect(await draw(passing)).not.toBe(await draw({ ...passing, style: 'plastic' }));
});

test.each([
  ['label', { label: 'other' }],
  ['colour', { color: '#123456' }],
  ['label colour', { labelColor: '#123456' }],
  ['message', { message: 'passing #42' }],
])('a badge with a %s that a stranger chose is not kept', async (_, more) => {
  expect(await draw({ ...passing, ...more })).not.toBe(await draw({ ...passing, ...more }));
});

test('"build: passing" takes at most 900 bytes in brotli', async () => {
  const represent = await draw(passing);
  const { body } = await represent('br');
  expect(body.length).toBeLessThanOrEqual(900);
});

test('a label that cannot be shaped is drawn without shaping, and this is reported', async () => {
  // The font's file is a module only in a bundle.
  const represent = await draw({ ...passing, label: 'שלום' });
  const { body } = await represent(undefined);
  expect(body).toContain('<title>שלום: passing</title>');
  expect(errors).toHaveLength(1);
});
