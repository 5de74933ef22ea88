import { may } from '../../access/grant.ts';
import type { Configuration, Project } from '../../configuration.ts';
import type { Call } from '../call.ts';
import { OPERATIONS } from '../operations.ts';

/** The project, if it is configured and the caller is allowed to do this with it. */
export function visibleProject(
  name: string,
  { caller, operation }: Pick<Call, 'caller' | 'operation'>,
  { projects }: Configuration,
): Project | undefined {
  return may(caller.grant, OPERATIONS[operation].action, name) ? projects.get(name) : undefined;
}
