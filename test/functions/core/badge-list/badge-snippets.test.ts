import { expect, test } from 'vitest';
import { badgeSnippets } from '../../../../functions/core/badge-list/badge-snippets.ts';

test('there is a snippet for each markup language', () => {
  const snippets = badgeSnippets({
    image: 'https://ci.example.com/badges/web.svg?branch=a&style=flat',
    link: 'https://acme.io/(web)',
    alt: 'Build status of web',
  });
  expect(snippets).toEqual({
    Markdown:
      '[![Build status of web](https://ci.example.com/badges/web.svg?branch=a&style=flat)](https://acme.io/%28web%29)',
    HTML: '<a href="https://acme.io/%28web%29"><img src="https://ci.example.com/badges/web.svg?branch=a&amp;style=flat" alt="Build status of web"></a>',
    reStructuredText:
      '.. image:: https://ci.example.com/badges/web.svg?branch=a&style=flat\n   :target: https://acme.io/%28web%29\n   :alt: Build status of web',
    AsciiDoc:
      'image:https://ci.example.com/badges/web.svg?branch=a&style=flat[Build status of web,link="https://acme.io/%28web%29"]',
  });
});

test('a URL cannot break out of its snippet', () => {
  const link = 'https://acme.io/"](x)<b>\n`|';
  for (const snippet of Object.values(badgeSnippets({ image: link, link, alt: 'x' }))) {
    expect(snippet).not.toContain('acme.io/"');
    expect(snippet).not.toContain('<b>');
  }
});
