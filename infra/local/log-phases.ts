/** The prefix of the agent's own lines in a build's log. */
const AGENT = String.raw`\[Container\] \d{4}/\d\d/\d\d [\d:.]+ `;
const NEXT_LINE = new RegExp(`^${AGENT}`, 'm');
const CONTEXT = new RegExp(`${AGENT}Phase context status code: .*\n`);
const SOME_END = new RegExp(`${AGENT}Phase complete: [A-Z_]+ State: `);

const endLine = (phase: string): RegExp => new RegExp(`${AGENT}Phase complete: ${phase} State: .*\n`);

/** The end of a finished phase in the log, after the agent's own lines about it; 0 if there are none. */
export function endOfPhase(log: string, phase: string): number {
  const end = endLine(phase).exec(log);
  if (!end) return 0;
  const afterEnd = end.index + end[0].length;
  const context = CONTEXT.exec(log.slice(afterEnd));
  if (!context) return afterEnd;
  // The message can have several lines.
  const afterContext = afterEnd + context.index + context[0].length;
  const next = NEXT_LINE.exec(log.slice(afterContext));
  return next ? afterContext + next.index : log.length;
}

/** How much of a growing log belongs before the end of the next phase, or before an incomplete line of the agent. */
export function startOfNextEnd(log: string): number {
  const end = SOME_END.exec(log);
  if (end) return end.index;
  const half = log.indexOf('[Container] ', log.lastIndexOf('\n') + 1);
  return half === -1 ? log.length : half;
}
