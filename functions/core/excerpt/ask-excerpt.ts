import type { AskExcerpt } from '../builds/build-ports.ts';
import type { Configuration } from '../configuration.ts';
import type { DelayQueue } from '../ports.ts';
import { excerptOf, writeExcerptMessage } from './excerpt-message.ts';

/** Most of a log's last lines arrive within this time. */
const DELAY_SECONDS = 5;

export interface AskPorts {
  readonly configuration: Configuration;
  readonly excerptsQueue: DelayQueue;
}

/** Requests an excerpt of a build's log if its project wants one; undefined if no project does. */
export function askExcerpt({ configuration, excerptsQueue }: AskPorts): AskExcerpt | undefined {
  if (![...configuration.projects.values()].some(({ logExcerpt }) => logExcerpt)) return undefined;
  return async (record) => {
    const message = excerptOf(record, configuration.projects.get(record.project));
    if (message) await excerptsQueue.sendLater(writeExcerptMessage(message), DELAY_SECONDS);
  };
}
