/** StartBuild's errors that no retry helps against. */
const PERMANENT: ReadonlySet<string> = new Set([
  'InvalidInputException',
  'ResourceNotFoundException',
  'AccessDeniedException',
]);

/**
 * By the error's name. Everything else passes, if slowly: AccountLimitExceededException may last for hours.
 * What is not known passes too: rather one retry too many than a push too few.
 */
export const isPermanent = (errorName: string): boolean => PERMANENT.has(errorName);
