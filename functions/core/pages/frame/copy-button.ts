import { html, type Html } from './html.ts';

/** A button that copies an element's text; without scripts there is none. */
export const copyButton = (id: string, what: string): Html =>
  html`<button type="button" data-copy="${id}" aria-label="Copy ${what}" hidden>Copy</button>`;
