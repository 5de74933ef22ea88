import { html, Html } from '../frame/html.ts';

/** How long a page waits before it looks again, while something runs. */
export const REFRESH_SECONDS = 10;

/** The part of a page that its script replaces while something runs; what it says goes to a screen reader. */
export const liveHtml = (isLive: boolean, content: Html): Html =>
  html`<p role="status" class="unseen" id="news"></p>
    <div id="live" ${isLive && new Html(' data-live')}>${content}</div>`;
