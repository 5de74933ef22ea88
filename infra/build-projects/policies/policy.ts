import type { Buildspec } from '../../buildspec/buildspec.ts';
import type { ProjectInput } from '../../projects-file/schema/projects-file-schema.ts';
import type { Statement } from '../../cloudformation/policy-document.ts';
import type { Network } from '../network.ts';

/** The input of a policy. */
export interface Granted {
  readonly project: ProjectInput;
  /** Present if it is in the projects file; a buildspec elsewhere cannot be read here. */
  readonly buildspec: Buildspec | undefined;
  /** The VPC that the builds run in, if any. */
  readonly network: Network | undefined;
}

/** The permissions of one kind that a project's builds need; empty if they need none. */
export type Policy = (granted: Granted) => readonly Statement[];
