import { createHash } from 'node:crypto';
import { STYLESHEET } from './stylesheet.ts';

/** For all pages: a page's address, which may contain a branch name, is not sent to other sites. */
export const PAGE_HEADERS = { 'referrer-policy': 'no-referrer' } as const;

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What a page can load and run: its stylesheet and script, by their hashes, and requests to this service. */
export const pagePolicy = (script: string, styles = ''): string =>
  `default-src 'none'; style-src ${hash(STYLESHEET + styles)}; script-src ${hash(script)}; img-src 'self' data:; ` +
  "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
