/**
 * What AWS answers to a call; where it refuses, an error that says which call, why, and what to do.
 *
 * @param call by its permission: "codebuild:BatchGetProjects"
 */
export async function awsAnswer<T>(call: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Error(`${call} failed: ${withAdvice(error)}`, { cause: error });
  }
}

const CREDENTIALS =
  'Sign in (aws sso login, or aws configure), or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';

/** By the names that AWS and its SDK give to errors. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^CredentialsProviderError$/, `there are no AWS credentials. ${CREDENTIALS}`],
  [/^ExpiredToken/, `the AWS credentials have expired. ${CREDENTIALS}`],
  [
    /^(?:InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch)$/,
    `AWS doesn't know the credentials. ${CREDENTIALS}`,
  ],
  [/^AccessDenied|^UnauthorizedOperation$/, 'give your AWS credentials this permission.'],
  [/^Throttling|^TooManyRequests|^RequestLimitExceeded$/, 'try again in a minute.'],
];

function withAdvice({ name, message }: Error): string {
  const advice = ADVICE.find(([pattern]) => pattern.test(name))?.[1];
  const said = `${name}: ${message}`.replaceAll(/\s+/g, ' ');
  return advice === undefined ? said : `${said.replace(/\.$/, '')}: ${advice}`;
}
