import { refuse, type ApiResponse } from '../api-response.ts';

/** How many a page has unless told. */
export const DEFAULT_LIMIT = 20;

export const refuseCursor = (): ApiResponse =>
  refuse('invalid-request', 'cursor: take it as it is from nextCursor of the page before.');
