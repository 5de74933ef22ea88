import type { ServerlessFunction } from '../serverless-file/read-serverless-file.ts';
import { functionId } from '../cloudformation/osls-names.ts';
import type { StackContext, StackPart } from './template-part.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html#configuring-concurrency-reserved */
const KEPT_FOR_OTHERS = 100;

/**
 * How much concurrency an account lacks for what serverless.yml reserves; then nothing can be reserved, for Lambda
 * refuses the stack.
 *
 * @param unreserved GetAccountSettings' UnreservedConcurrentExecutions, and what these functions have reserved already
 * @returns 0 where it is enough
 */
export function missingConcurrency(functions: readonly ServerlessFunction[], unreserved: number): number {
  const reserved = functions.reduce((sum, { reservedConcurrency = 0 }) => sum + reservedConcurrency, 0);
  return Math.max(0, reserved + KEPT_FOR_OTHERS - unreserved);
}

/** Takes the reservations of serverless.yml out of the template. */
export const withoutReservation = ({ functions }: StackContext): StackPart => ({
  extensions: Object.fromEntries(
    functions.map(({ name }) => [
      functionId(name),
      { Properties: { ReservedConcurrentExecutions: { Ref: 'AWS::NoValue' } } },
    ]),
  ),
});
