/**
 * Returns AWS's response to a call. If AWS refuses it, the error names the call, the reason and what to do.
 *
 * @param call the name of its permission: "codebuild:BatchGetProjects"
 */
export async function awsResponse<T>(call: string, response: Promise<T>): Promise<T> {
  try {
    return await response;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Error(`${call} failed: ${withAdvice(error)}`, { cause: error });
  }
}

const CREDENTIALS =
  'Sign in (aws sso login, or aws configure), or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';

/** By the errors of AWS and its SDK: name and message. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^CredentialsProviderError\b/, `there are no AWS credentials. ${CREDENTIALS}`],
  [/^ExpiredToken/, `the AWS credentials have expired. ${CREDENTIALS}`],
  [
    /^(?:InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException)\b/,
    `AWS does not accept the credentials. ${CREDENTIALS}`,
  ],
  [/^(?:AccessDenied|UnauthorizedOperation\b)/, 'give your AWS credentials the missing permission.'],
  [/^(?:Throttling|TooManyRequests|RequestLimitExceeded\b)/, 'try again in a minute.'],
  [/^Region is missing$/, 'name the region of the deployment with --region.'],
  [/\bENOTFOUND\b/, 'the region does not exist (see --region), or this machine is offline.'],
];

function withAdvice({ name, message }: Error): string {
  const said = (name === 'Error' ? message : `${name}: ${message}`).replaceAll(/\s+/g, ' ');
  const advice = ADVICE.find(([pattern]) => pattern.test(said))?.[1];
  return advice === undefined ? said : `${said.replace(/\.$/, '')}: ${advice}`;
}
