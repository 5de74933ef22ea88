import type { Buildspec } from '../../buildspec/buildspec.ts';
import type { YamlPath } from '../../buildspec/offset-of-path.ts';
import type { FindingId } from '../../findings/catalogue.ts';
import type { ProjectInput } from '../schema/projects-file-schema.ts';

/** A project, and its buildspec where it can be read. */
export interface CheckedProject {
  readonly project: ProjectInput;
  readonly buildspec?: Buildspec;
}

/**
 * Looks for one thing that would go wrong in a build. To add one: give its findings ids in
 * infra/findings/, write it, and name it in checks.ts.
 */
export type Check = (checked: CheckedProject) => Iterable<CheckFinding>;

export interface CheckFinding {
  readonly id: FindingId;
  readonly at: CheckPlace;
  /** What is wrong, and why. */
  readonly reason: string;
  /** What to write instead. */
  readonly change: string;
}

/** A key or value, by the keys and indexes that lead to it. */
export type CheckPlace = { readonly project: YamlPath } | { readonly buildspec: YamlPath };

export const finding = (id: FindingId, at: CheckPlace, reason: string, change: string): CheckFinding => ({
  id,
  at,
  reason,
  change,
});
