/** StartBuild's errors that no retry helps against. */
const PERMANENT: ReadonlySet<string> = new Set([
  'InvalidInputException',
  'ResourceNotFoundException',
  'AccessDeniedException',
]);

/** Of these, the ones that may pass within minutes of a deployment: IAM and CodeBuild are eventually consistent. */
const UNTIL_DEPLOYED: ReadonlySet<string> = new Set(['ResourceNotFoundException', 'AccessDeniedException']);

/** How often a job is received before what a deployment may still bring counts as missing: some eight minutes. */
const RECEIVES_TO_WAIT = 8;

/**
 * By the error's name. Everything else passes, if slowly: AccountLimitExceededException may last for hours.
 * What is not known passes too: rather one retry too many than a push too few.
 */
export const isPermanent = (errorName: string): boolean => PERMANENT.has(errorName);

/**
 * The same for a job that can wait in the queue.
 *
 * @param receives how often it was received, from 1
 */
export const isPermanentAfter =
  (receives: number) =>
  (errorName: string): boolean =>
    isPermanent(errorName) && !(UNTIL_DEPLOYED.has(errorName) && mayBeDeploying(receives));

/** Whether what a job lacks may yet come with a deployment that is under way. */
export const mayBeDeploying = (receives: number): boolean => receives <= RECEIVES_TO_WAIT;
