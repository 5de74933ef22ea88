/** What the lines of CodeBuild's own agent in a build's log begin with; older agents give whole seconds. */
export const AGENT = String.raw`\[Container\] \d{4}/\d\d/\d\d [\d:.]+ `;

/** The line that ends a phase; before 2019 it said "Success: false". */
export const phaseEnd = (phase: string): RegExp =>
  new RegExp(`${AGENT}Phase complete: ${phase} (?:State|Success): .*\n`);
