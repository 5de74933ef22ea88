import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** How each page is looked at. */
export const LOOKS = [
  ['light', 1280],
  ['light', 400],
  ['dark', 1280],
  ['dark', 400],
] as const;

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe-core finds on a page, with everything unfolded, and how wide it is. */
export async function lookAt(
  page: Page,
  url: string,
  { colorScheme, width }: { readonly colorScheme: 'light' | 'dark'; readonly width: number },
) {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 800 });
  await page.goto(url);
  await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
  // Evaluated by the browser's protocol, as the page's policy allows no script of others.
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as { readonly violations: readonly Violation[] };
  return {
    violations: violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]),
    width: (await page.evaluate('document.documentElement.scrollWidth')) as number,
  };
}
