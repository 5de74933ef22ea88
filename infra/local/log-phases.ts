/** What the agent's own lines in a build's log begin with. */
const AGENT = String.raw`\[Container\] \d{4}/\d\d/\d\d [\d:.]+ `;
const NEXT_LINE = new RegExp(`^${AGENT}`, 'm');
const CONTEXT = new RegExp(`${AGENT}Phase context status code: .*\n`);
const SOME_END = new RegExp(`${AGENT}Phase complete: [A-Z_]+ State: `);

const endLine = (phase: string): RegExp => new RegExp(`${AGENT}Phase complete: ${phase} State: .*\n`);

/** Where the log of a phase that has ended ends, after the agent's own words about it; 0 for one that has no words. */
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

/** How much of a log that still grows belongs before the next end of a phase, or before the half of an agent's line. */
export function startOfNextEnd(log: string): number {
  const end = SOME_END.exec(log);
  if (end) return end.index;
  const half = log.indexOf('[Container] ', log.lastIndexOf('\n') + 1);
  return half === -1 ? log.length : half;
}
