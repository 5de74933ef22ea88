import type { Buildspec } from '../../buildspec/buildspec.ts';
import type { YamlPath } from '../../buildspec/offset-of-path.ts';
import type { FindingId } from '../../findings/catalogue.ts';
import type { ProjectInput } from '../schema/projects-file-schema.ts';

/** A project, and its buildspec if it can be read. */
export interface CheckedProject {
  readonly project: ProjectInput;
  readonly buildspec?: Buildspec;
}

/**
 * Looks for one kind of problem in a build. To add a check: add the ids of its findings to infra/findings/, write it,
 * and add it to checks.ts.
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

/** A key or value, identified by the keys and indexes that lead to it. */
export type CheckPlace = { readonly project: YamlPath } | { readonly buildspec: YamlPath };

export const finding = (id: FindingId, at: CheckPlace, reason: string, change: string): CheckFinding => ({
  id,
  at,
  reason,
  change,
});
