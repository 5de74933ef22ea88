import type { DelayQueue } from '../../functions/core/ports.ts';

/** Where no project wants an excerpt, nothing is sent. */
export const NO_EXCERPTS: DelayQueue = {
  sendLater: () => Promise.reject(new Error('no project here has logExcerpt')),
};
