import type { Content } from '../http/content.ts';
import { documentContent, jsonContent } from './document-content.ts';
import { framePage } from './frame/frame-page.ts';
import { html } from './frame/html.ts';
import { PAGE_SCRIPT } from './shown/page-script.ts';

interface Other {
  readonly status: 404 | 503;
  readonly title: string;
  readonly detail: string;
}

/** The response as a problem (RFC 9457) or a page. It is never cached, because it can soon be outdated. */
function otherContent({ status, title, detail }: Other) {
  const page = framePage({
    title: `${title} · Pushlight`,
    place: 'Projects',
    script: PAGE_SCRIPT,
    main: html`<h1>${title}</h1>
      <p>${detail}</p>
      <p><a href="/">All public projects</a></p>`,
  });
  const [document, problem] = [
    documentContent(page, false),
    jsonContent({ type: 'about:blank', title, status, detail }, false),
  ];
  return (isJson: boolean): Content => ({
    ...(isJson ? { ...problem, type: 'application/problem+json' } : document),
    status,
    isCurrent: false,
  });
}

/** For what does not exist and for what is not public: the same bytes. */
export const missing = otherContent({
  status: 404,
  title: 'Not found',
  detail: 'There is no public page here. The owner of a project can make its pages public in the projects file.',
});

export const unavailable = otherContent({
  status: 503,
  title: 'Not available right now',
  detail: 'The builds could not be read. Please load the page again in a minute.',
});
