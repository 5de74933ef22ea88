import { refuse, type ApiResponse } from '../api-response.ts';

/** The default size of a page. */
export const DEFAULT_LIMIT = 20;

export const refuseCursor = (): ApiResponse =>
  refuse('invalid-request', 'cursor: is not valid. Use the nextCursor of the previous page unchanged.');
