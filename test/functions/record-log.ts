import { stdout } from 'node:process';
import { vi } from 'vitest';

/** The lines that functions log from now on, until `vi.restoreAllMocks()`. */
export function recordLog(): readonly string[] {
  const lines: string[] = [];
  vi.spyOn(stdout, 'write').mockImplementation((line) => {
    lines.push(String(line).trimEnd());
    return true;
  });
  return lines;
}
