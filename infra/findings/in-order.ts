import type { Finding } from './finding.ts';

/** Sorts findings in text order, those in the file `first` before all others. */
export function inOrder(findings: readonly Finding[], first: string): readonly Finding[] {
  const rank = ({ file }: Finding): string => (file === first ? '' : file);
  return findings.toSorted(
    (one, other) => rank(one).localeCompare(rank(other)) || one.line - other.line || one.column - other.column,
  );
}
