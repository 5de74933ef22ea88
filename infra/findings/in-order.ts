import type { Finding } from './finding.ts';

/** In the order of the text, those of one file first. */
export function inOrder(findings: readonly Finding[], first: string): readonly Finding[] {
  const rank = ({ file }: Finding): string => (file === first ? '' : file);
  return findings.toSorted(
    (one, other) => rank(one).localeCompare(rank(other)) || one.line - other.line || one.column - other.column,
  );
}
