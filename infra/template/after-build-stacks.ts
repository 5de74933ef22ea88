import { functionId } from '../cloudformation/osls-names.ts';
import type { StackContext, StackPart } from './template-part.ts';

/**
 * Functions are created or updated after the projects, so that the first push after a deployment finds the projects.
 */
export const afterBuildStacks =
  (DependsOn: readonly string[]) =>
  ({ functions }: StackContext): StackPart => ({
    extensions: Object.fromEntries(functions.map(({ name }) => [functionId(name), { DependsOn }])),
  });
