/**
 * Whether a text in a log stands where a secret would, and is none: a variable that was not expanded, what an example
 * puts in its place, or what has been hidden already.
 */
export const isStandIn = (text: string): boolean => STAND_IN.test(text);

const STAND_IN =
  /^(?:\$[A-Z_][A-Z0-9_]*|\$\{[^}]*\}|\$\(.*|\$?\{\{.*|%[A-Z]\w*%|\{\w+\}|<[\w .-]+>|\[[\w .-]+\]|\(?(?:hidden|redacted|masked|secret)\)?|[*.…x]+)$/i;
