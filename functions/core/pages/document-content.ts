import { NOTHING_ALLOWED, type Content } from '../http/content.ts';
import { representations } from '../http/representations.ts';
import { PAGE_HEADERS, pagePolicy } from './frame/page-policy.ts';
import { PAGE_SCRIPT } from './shown/page-script.ts';

const headers = (isIndexed: boolean) => ({ ...PAGE_HEADERS, ...(!isIndexed && { 'x-robots-tag': 'noindex' }) });

/** A page for people. */
export const documentContent = (document: string, isIndexed: boolean): Content => ({
  type: 'text/html; charset=utf-8',
  securityPolicy: pagePolicy(PAGE_SCRIPT),
  headers: headers(isIndexed),
  representations: representations(document),
  isCurrent: true,
});

/** The same content as JSON, for programs. */
export const jsonContent = (value: object, isIndexed: boolean): Content => ({
  type: 'application/json; charset=utf-8',
  securityPolicy: NOTHING_ALLOWED,
  headers: headers(isIndexed),
  representations: representations(`${JSON.stringify(value)}\n`),
  isCurrent: true,
});
