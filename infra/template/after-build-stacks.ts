import { functionId } from '../cloudformation/osls-names.ts';
import type { StackContext, StackPart } from './template-part.ts';

/** No function is made or updated before the projects are: the first push after a deployment finds them. */
export const afterBuildStacks =
  (DependsOn: readonly string[]) =>
  ({ functions }: StackContext): StackPart => ({
    extensions: Object.fromEntries(functions.map(({ name }) => [functionId(name), { DependsOn }])),
  });
