import { describeFinding } from './describe-finding.ts';
import type { Finding } from './finding.ts';

/** @throws Error with each finding on its own line, if there are any */
export function refuse(errors: Iterable<Finding>): void {
  const lines = [...errors].map(describeFinding);
  if (lines.length > 0) throw new Error(lines.join('\n'));
}
