/**
 * What to do about a stack whose state prevents a deployment; undefined if the state allows one.
 *
 * @param status of the stack, from CloudFormation
 * @param options for further commands: "--stage prod --region eu-west-1"
 */
export function stackAdvice(name: string, status: string, options: string): string | undefined {
  if (status === 'UPDATE_ROLLBACK_FAILED') {
    return `The stack ${name} could not be rolled back (${status}): fix the cause that the stack's events show, then run aws cloudformation continue-update-rollback --stack-name ${name}.`;
  }
  if (status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS') {
    return `Another operation is changing the stack ${name} (${status}): wait until that operation ends, then try again.`;
  }
  if (STILLBORN.test(status)) {
    return `The stack ${name} is incomplete (${status}) and can only be removed: run npm run remove -- ${options}, then deploy again. Tables and secrets are kept.`;
  }
  return undefined;
}

const STILLBORN =
  /^(?:CREATE_FAILED|ROLLBACK_COMPLETE|ROLLBACK_FAILED|DELETE_FAILED|REVIEW_IN_PROGRESS|IMPORT_ROLLBACK_FAILED)$/;
