import { assert, asyncProperty, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BADGE_LOGOS, type BadgeLogo } from '../../../../../functions/core/badge/drawing/badge-logo.ts';
import { BADGE_STYLE_NAMES } from '../../../../../functions/core/badge/drawing/badge-style.ts';
import { BADGE_STATES } from '../../../../../functions/core/badge/badge-state.ts';
import { badgeText } from '../../../../../functions/core/badge/badge-text.ts';
import {
  glyphOutliner,
  boldCapitalsOutliner,
  outlineAscii,
} from '../../../../../functions/core/badge/drawing/outline-text.ts';
import { renderBadge } from '../../../../../functions/core/badge/drawing/render-badge.ts';

const COLOR = '#2b7d17';
const TEXT = String.raw`(?:[^<>&"']|&(?:amp|lt|gt|quot|#39);)+`;
/** Everything that a badge is allowed to contain. */
const CLOSED_SET = new RegExp(
  String.raw`^<svg xmlns="http://www\.w3\.org/2000/svg" width="\d+" height="(?:20|18|28)" viewBox="0 0 \d+ (?:200|180|280)" role="img" aria-label="${TEXT}">` +
    String.raw`<title>${TEXT}</title>` +
    String.raw`(?:<path(?: (?:fill="#(?:[0-9a-f]{6}|fff|000|333)"|fill-opacity="\.\d+"|fill-rule="evenodd"|transform="translate\(\d+ \d+\)"|d="[MmHhVvLlQqAaCcZz\d -]+"))+/>)+</svg>$`,
  'u',
);

test('a badge has a role, an accessible name and a title', async () => {
  const svg = await renderBadge({ label: 'build', message: 'passing', color: COLOR });
  expect(svg).toContain(' role="img" aria-label="build: passing">');
  expect(svg).toContain('<title>build: passing</title>');
});

test('without a label, only the message is drawn', async () => {
  const svg = await renderBadge({ label: '', message: 'passing', color: COLOR });
  expect(svg).toContain('<title>passing</title>');
  expect(svg).not.toContain('#555555');
});

test('a badge is as wide as its text requires', async () => {
  const width = async (label: string) => widthOf(await renderBadge({ label, message: 'passing', color: COLOR }));
  const [none, one, two] = [await width(''), await width('build'), await width('buildbuild')];
  expect(one).toBe(90);
  expect(two - one).toBe(one - none - 8);
});

test('whatever a stranger writes, the badge contains only elements and attributes of a closed set', async () => {
  await assert(
    asyncProperty(string({ unit: 'binary', maxLength: 300 }), async (label) => {
      expect(await renderBadge({ label: badgeText(label), message: 'passing', color: COLOR })).toMatch(CLOSED_SET);
    }),
  );
  for (const label of ['</text><script>', '" onload="', '&#x3c;', '&amp;lt;', '\u202eevil', 'e\u0301'.repeat(1000)]) {
    expect(await renderBadge({ label: badgeText(label), message: 'passing', color: COLOR })).toMatch(CLOSED_SET);
  }
});

test('a character that cannot be drawn is "?" in the picture and intact in the accessible name', async () => {
  const drawn = (label: string) => renderBadge({ label, message: 'passing', color: COLOR });
  const outlines = async (label: string) =>
    [...(await drawn(label)).matchAll(/ d="([^"]*)"/g)].map(([, outline]) => outline);
  expect(await outlines('中🚀')).toEqual(await outlines('??'));
  expect(await drawn('中🚀')).toContain('<title>中🚀: passing</title>');
});

test.each([
  ['flat', 20],
  ['flat-square', 20],
  ['plastic', 18],
  ['for-the-badge', 28],
  ['social', 20],
] as const)('%s is %i pixels high, as on shields.io', async (style, height) => {
  const svg = await renderBadge({ label: 'build', message: 'passing', color: COLOR, style });
  expect(svg).toContain(`height="${height}"`);
  expect(svg).toMatch(CLOSED_SET);
});

test('the message of for-the-badge is bold and its label is not, as on shields.io', async () => {
  const outlineBold = await boldCapitalsOutliner();
  const { outline: bold } = outlineBold('PASSING #42 IN 3M 12S', 10);
  const { outline: regular } = outlineAscii('BUILD', 10);
  const badge = { label: 'build', message: 'passing #42 in 3m 12s', color: COLOR } as const;
  const svg = await renderBadge({ ...badge, style: 'for-the-badge' });
  expect(svg).toContain(`${bold}"`);
  expect(svg).toContain(`${regular}"`);
  expect(outlineAscii('PASSING', 10).outline).not.toBe(outlineBold('PASSING', 10).outline);
});

test('every character of every message has a bold capital', async () => {
  const shown = Object.values(BADGE_STATES).map(({ message }) => `${message} #0123456789 in hms`.toUpperCase());
  const outlineBold = await boldCapitalsOutliner();
  const missing = outlineBold('?', 0).outline;
  for (const character of shown.join('')) expect(outlineBold(character, 0).outline, character).not.toBe(missing);
});

test('text on light colours is black', async () => {
  const svg = await renderBadge({ label: 'build', message: 'passing', color: '#44bb00', labelColor: '#cccccc' });
  expect(svg.match(/ fill="#000"/g)).toHaveLength(2);
  expect(svg).not.toContain('#fff');
});

describe('beyond ASCII', () => {
  const drawn = async (label: string): Promise<string> => {
    const svg = await renderBadge({ label, message: 'passing', color: COLOR }, await glyphOutliner(label));
    return svg.replaceAll(label, '');
  };

  test('a letter and its combining accent are drawn as one character', async () => {
    expect(await drawn('e\u0301')).toBe(await drawn('\u00e9'));
    expect(await drawn('\u00e9')).not.toBe(await drawn('?'));
  });

  test.each(['Übertragungsweg', 'сборка', 'Δοκιμή', 'Tiếng Việt'])('%s has a glyph for each letter', async (label) => {
    const missing = await drawn(label.replace(/[^ -~]/gu, '?'));
    expect(await drawn(label)).toMatch(CLOSED_SET);
    expect(await drawn(label)).not.toBe(missing);
  });
});

test.each(Object.keys(BADGE_LOGOS) as BadgeLogo[])(
  'the logo %s is drawn before the label in every style',
  async (logo) => {
    for (const style of BADGE_STYLE_NAMES) {
      const plain = { label: 'build', message: 'passing', color: COLOR, style } as const;
      const svg = await renderBadge({ ...plain, logo });
      expect(svg).toContain(BADGE_LOGOS[logo]);
      expect(svg).toMatch(CLOSED_SET);
      expect(widthOf(svg) - widthOf(await renderBadge(plain))).toBe(17);
    }
  },
);

const widthOf = (svg: string): number => Number(/width="(\d+)"/.exec(svg)![1]);
