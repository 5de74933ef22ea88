import type { Buildspec } from '../../buildspec/buildspec.ts';
import type { YamlPath } from '../../buildspec/offset-of-path.ts';
import type { ProjectInput } from '../projects-file-schema.ts';

/** A project, and its buildspec where it can be read. */
export interface CheckedProject {
  readonly project: ProjectInput;
  readonly buildspec?: Buildspec;
}

/** Looks for one thing that would go wrong in a build. To add one: write it, and name it in checks.ts. */
export type Check = (checked: CheckedProject) => Iterable<Finding>;

export interface Finding {
  /** Errors stop a deployment. Of a project that exists already they are told as warnings. */
  readonly severity: 'error' | 'warning';
  readonly at: Place;
  /** What is wrong, and why. */
  readonly reason: string;
  /** What to write instead. */
  readonly change: string;
}

/** A key or value, by the keys and indexes that lead to it. */
export type Place = { readonly project: YamlPath } | { readonly buildspec: YamlPath };

export const error = (at: Place, reason: string, change: string): Finding => ({
  severity: 'error',
  at,
  reason,
  change,
});

export const warning = (at: Place, reason: string, change: string): Finding => ({
  severity: 'warning',
  at,
  reason,
  change,
});
