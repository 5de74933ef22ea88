import { AGENT, phaseEnd } from './agent-lines.ts';

const NEXT_LINE = new RegExp(`^${AGENT}`, 'm');
const CONTEXT = new RegExp(`${AGENT}Phase context status code: .*\n`);

/** The end of a finished phase in the log, after the agent's own lines about it; 0 if there are none. */
export function endOfPhase(log: string, phase: string): number {
  const end = phaseEnd(phase).exec(log);
  if (!end) return 0;
  const afterEnd = end.index + end[0].length;
  const context = CONTEXT.exec(log.slice(afterEnd));
  if (!context) return afterEnd;
  // The message can have several lines.
  const afterContext = afterEnd + context.index + context[0].length;
  const next = NEXT_LINE.exec(log.slice(afterContext));
  return next ? afterContext + next.index : log.length;
}
