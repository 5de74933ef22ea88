import type { ServerlessFunction } from '../serverless-file/read-serverless-file.ts';
import { functionId } from '../cloudformation/osls-names.ts';
import type { StackContext, StackPart } from './template-part.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html#configuring-concurrency-reserved */
const KEPT_FOR_OTHERS = 100;

/**
 * How much concurrency an account lacks for the reservations in serverless.yml. If it lacks any, nothing can be
 * reserved, since Lambda refuses the stack.
 *
 * @param unreserved GetAccountSettings' UnreservedConcurrentExecutions, plus what these functions already reserve
 * @returns 0 if it has enough
 */
export function missingConcurrency(functions: readonly ServerlessFunction[], unreserved: number): number {
  const reserved = functions.reduce((sum, { reservedConcurrency = 0 }) => sum + reservedConcurrency, 0);
  return Math.max(0, reserved + KEPT_FOR_OTHERS - unreserved);
}

/** Removes the reservations of serverless.yml from the template. */
export const withoutReservation = ({ functions }: StackContext): StackPart => ({
  extensions: Object.fromEntries(
    functions.map(({ name }) => [
      functionId(name),
      { Properties: { ReservedConcurrentExecutions: { Ref: 'AWS::NoValue' } } },
    ]),
  ),
});
