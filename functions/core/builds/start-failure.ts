/** Errors of StartBuild that no retry helps against. */
const PERMANENT: ReadonlySet<string> = new Set([
  'InvalidInputException',
  'ResourceNotFoundException',
  'AccessDeniedException',
]);

/**
 * The permanent errors that can pass within minutes of a deployment, because IAM and CodeBuild are eventually
 * consistent.
 */
const UNTIL_DEPLOYED: ReadonlySet<string> = new Set(['ResourceNotFoundException', 'AccessDeniedException']);

/**
 * How often a job is received before something that a deployment may still add counts as missing: about eight minutes.
 */
const RECEIVES_TO_WAIT = 8;

/**
 * Whether an error with this name is permanent. All other errors are temporary, although AccountLimitExceededException
 * can last for hours. An unknown error counts as temporary: an unneeded retry is better than a lost push.
 */
export const isPermanent = (errorName: string): boolean => PERMANENT.has(errorName);

/**
 * Whether an error is permanent for a job that can wait in the queue.
 *
 * @param receives how often the job was received, from 1
 */
export const isPermanentAfter =
  (receives: number) =>
  (errorName: string): boolean =>
    isPermanent(errorName) && !(UNTIL_DEPLOYED.has(errorName) && mayBeDeploying(receives));

/** Whether a deployment in progress may still add what a job lacks. */
export const mayBeDeploying = (receives: number): boolean => receives <= RECEIVES_TO_WAIT;
