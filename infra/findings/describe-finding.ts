import type { Finding } from './finding.ts';

/** The format that every command prints: `infra/projects.yml:7:15: error: what is wrong, and what to do [id]`. */
export function describeFinding({ file, line, column, severity, message, id }: Finding): string {
  const [first = '', ...more] = message.split('\n');
  return [`${file}:${line}:${column}: ${severity}: ${first} [${id}]`, ...more].join('\n');
}
