import { html, Html } from '../frame/html.ts';

/** The time between updates of a page while something is running. */
export const REFRESH_SECONDS = 10;

/** The part of a page that its script updates while something is running; a screen reader announces changes in it. */
export const liveHtml = (isLive: boolean, content: Html): Html =>
  html`<p role="status" class="unseen" id="news"></p>
    <div id="live" ${isLive && new Html(' data-live')}>${content}</div>`;
