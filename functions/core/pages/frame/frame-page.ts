import type { BadgeState } from '../../badge/badge-state.ts';
import { favicon, logo } from './favicon.ts';
import { Html, html } from './html.ts';
import { STYLESHEET } from './stylesheet.ts';

/** The targets of the links at the top of each page. */
const PLACES = { Projects: '/', Badges: '/badges', API: '/docs' } as const;

export interface Page {
  readonly title: string;
  readonly place: keyof typeof PLACES;
  /** The colour of the light in the page's browser tab. */
  readonly state?: BadgeState | undefined;
  readonly isIndexed?: boolean;
  /** Seconds after which a browser without scripts reloads the page. */
  readonly refreshAfter?: number | false;
  readonly main: Html;
  /** Styles in addition to the stylesheet of all pages. */
  readonly styles?: string;
  /** The text of its script, which the policy allows. */
  readonly script: string;
}

/** The document of a page, with everything that it needs. */
export function framePage({ title, place, state, isIndexed, refreshAfter, main, styles = '', script }: Page): string {
  const links = Object.entries(PLACES).map(
    ([name, path]) => html`<a href="${path}" ${name === place && new Html('aria-current="page"')}>${name}</a>`,
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        ${!isIndexed && html`<meta name="robots" content="noindex" />`}
        <link rel="icon" href="${favicon(state)}" />
        ${refreshAfter && html`<noscript><meta http-equiv="refresh" content="${refreshAfter}" /></noscript>`}
        ${new Html(`<style>${STYLESHEET}${styles}</style>`)}
      </head>
      <body>
        <header>
          <a class="brand" href="/">${new Html(logo)}Pushlight</a>
          <nav aria-label="Pushlight">${links.flatMap((link) => [link, ' '])}</nav>
        </header>
        <main>${main}</main>
        ${new Html(`<script>${script}</script>`)}
      </body>
    </html>`.text;
}
