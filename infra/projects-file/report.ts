import type { Problem, YamlPath, YamlSource } from './yaml-source.ts';

/** Takes what a reader of one part finds: where, and what would be right. */
export type Say = (path: YamlPath, message: string) => void;

/** Problems keep the file from being used; warnings tell what will work otherwise than its writer may think. */
export interface Report {
  readonly problem: Say;
  readonly warn: Say;
}

export interface Findings {
  readonly problems: Problem[];
  readonly warnings: Problem[];
}

export function reportTo({ problems, warnings }: Findings, source: YamlSource): Report {
  const sayTo =
    (list: Problem[]): Say =>
    (path, message) =>
      list.push({ ...source.position(path), message });
  return { problem: sayTo(problems), warn: sayTo(warnings) };
}
