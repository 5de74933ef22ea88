import type { PrintLine } from './with-progress.ts';

/** Says the ends of CloudFormation's work and the uploads, of what `osls --verbose` prints. */
export function sayEvent(line: string, say: PrintLine): void {
  const [, status, type, resource] = /^\s*([A-Z_]+(?:COMPLETE|FAILED)) - (AWS::\S+) - (\S+)/.exec(line) ?? [];
  if (resource !== undefined) say(`  ${status} ${type} ${resource}`);
  else if (line.startsWith('Uploading ')) say(`  ${line}`);
}
