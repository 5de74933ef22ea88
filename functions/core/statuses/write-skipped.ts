import type { Configuration, Hook } from '../configuration.ts';
import type { Message } from '../ports.ts';
import { match } from '../webhook/match.ts';
import type { JudgedEvent } from '../webhook/verdict-body.ts';
import { headAsPush, notNeeded } from './not-needed.ts';
import { writeStatusMessage } from './status-message.ts';

/** The messages about everything that a delivery does not build, for the projects that report every push. */
export async function writeSkipped(
  judged: readonly JudgedEvent[],
  hook: Hook,
  configuration: Configuration,
): Promise<readonly Message[]> {
  const messages: Message[] = [];
  for (const { event, projects } of judged) {
    const head = headAsPush(event);
    const asPush = head && (await match(head, hook, configuration));
    for (const verdict of projects) {
      const project = configuration.projects.get(verdict.name);
      const ofHead = asPush?.find(({ name }) => name === verdict.name);
      const status = project && notNeeded(event, verdict, project, hook, ofHead);
      if (status) messages.push(writeStatusMessage(status));
    }
  }
  return messages;
}
