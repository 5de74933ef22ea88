/**
 * What to do about a stack that is in a state that nothing can be deployed into; undefined where it can.
 *
 * @param status CloudFormation's, of the stack
 * @param options those of the commands: "--stage prod --region eu-west-1"
 */
export function stackAdvice(name: string, status: string, options: string): string | undefined {
  if (status === 'UPDATE_ROLLBACK_FAILED') {
    return `The stack ${name} could not go back to what it was (${status}): see its events, and run aws cloudformation continue-update-rollback --stack-name ${name}.`;
  }
  if (status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS') {
    return `Something else is changing the stack ${name} (${status}): wait until it is done.`;
  }
  if (STILLBORN.test(status)) {
    return `The stack ${name} was not made whole (${status}), and can only be removed: npm run remove -- ${options}, then deploy again. That keeps tables and secrets.`;
  }
  return undefined;
}

const STILLBORN =
  /^(?:CREATE_FAILED|ROLLBACK_COMPLETE|ROLLBACK_FAILED|DELETE_FAILED|REVIEW_IN_PROGRESS|IMPORT_ROLLBACK_FAILED)$/;
