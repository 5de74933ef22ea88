import type { Content } from '../../http/content.ts';
import { NOTHING_ALLOWED } from '../../http/content.ts';
import { PAGE_HEADERS } from '../../pages/frame/page-policy.ts';
import { keptRepresentations } from '../../http/representations.ts';
import { DOCS_PAGE_POLICY, docsPage } from './docs-page.ts';
import { openApi } from './open-api.ts';

const OPEN_API: Content = {
  type: 'application/json',
  securityPolicy: NOTHING_ALLOWED,
  representations: keptRepresentations(`${JSON.stringify(openApi())}\n`),
  isCurrent: true,
};

const DOCS: Content = {
  type: 'text/html; charset=utf-8',
  securityPolicy: DOCS_PAGE_POLICY,
  headers: PAGE_HEADERS,
  representations: keptRepresentations(docsPage),
  isCurrent: true,
};

/** The document of a route that describes the API to everyone. */
export const documentOf = (route: string): Content => (route.endsWith(' /openapi.json') ? OPEN_API : DOCS);
