import { AGENT } from '../../functions/core/excerpt/agent-lines.ts';

const SOME_END = new RegExp(`${AGENT}Phase complete: [A-Z_]+ State: `);

/** How much of a growing log belongs before the end of the next phase, or before an incomplete line of the agent. */
export function startOfNextEnd(log: string): number {
  const end = SOME_END.exec(log);
  if (end) return end.index;
  const half = log.indexOf('[Container] ', log.lastIndexOf('\n') + 1);
  return half === -1 ? log.length : half;
}
