/**
 * Whether a text in a log is in the place of a secret without being one: an unexpanded variable, an example's
 * placeholder, or something that has already been hidden.
 */
export const isStandIn = (text: string): boolean => STAND_IN.test(text);

const STAND_IN =
  /^(?:\$[A-Z_][A-Z0-9_]*|\$\{[^}]*\}|\$\(.*|\$?\{\{.*|%[A-Z]\w*%|\{\w+\}|<[\w .-]+>|\[[\w .-]+\]|\(?(?:hidden|redacted|masked)\)?|[*.…x]+)$/i;
