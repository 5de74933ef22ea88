/** The prefix of the agent's own lines in a build's log; older agents write whole seconds. */
export const AGENT = String.raw`\[Container\] \d{4}/\d\d/\d\d [\d:.]+ `;

/** The line that ends a phase; before 2019, it contained "Success: false". */
export const phaseEnd = (phase: string): RegExp =>
  new RegExp(`${AGENT}Phase complete: ${phase} (?:State|Success): .*\n`);
