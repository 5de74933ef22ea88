import type { Buildspec } from '../../buildspec/buildspec.ts';
import type { ProjectInput } from '../../projects-file/schema/projects-file-schema.ts';
import type { Statement } from '../../cloudformation/policy-document.ts';
import type { Network } from '../network.ts';

/** What a policy is made for. */
export interface Granted {
  readonly project: ProjectInput;
  /** Where it stands in the projects file; another can't be seen from there. */
  readonly buildspec: Buildspec | undefined;
  /** Where the builds run, if in a VPC. */
  readonly network: Network | undefined;
}

/** What a project's builds need of one kind; nothing where they need none. */
export type Policy = (granted: Granted) => readonly Statement[];
