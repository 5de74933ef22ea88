import type { AskExcerpt } from '../builds/build-ports.ts';
import type { Configuration } from '../configuration.ts';
import type { DelayQueue } from '../ports.ts';
import { excerptOf, writeExcerptMessage } from './excerpt-message.ts';

/** In which most of the last lines of a log arrive. */
const DELAY_SECONDS = 5;

export interface AskPorts {
  readonly configuration: Configuration;
  readonly excerptsQueue: DelayQueue;
}

/** Asks for an excerpt of the log of a build whose project wants one; undefined where no project does. */
export function askExcerpt({ configuration, excerptsQueue }: AskPorts): AskExcerpt | undefined {
  if (![...configuration.projects.values()].some(({ logExcerpt }) => logExcerpt)) return undefined;
  return async (record) => {
    const message = excerptOf(record, configuration.projects.get(record.project));
    if (message) await excerptsQueue.sendLater(writeExcerptMessage(message), DELAY_SECONDS);
  };
}
