import type { PrintLine } from './with-progress.ts';

/** Prints the finished steps of CloudFormation and the uploads from the output of `osls --verbose`. */
export function sayEvent(line: string, say: PrintLine): void {
  const [, status, type, resource] = /^\s*([A-Z_]+(?:COMPLETE|FAILED)) - (AWS::\S+) - (\S+)/.exec(line) ?? [];
  if (resource !== undefined) say(`  ${status} ${type} ${resource}`);
  else if (line.startsWith('Uploading ')) say(`  ${line}`);
}
