/**
 * The settings that the deployment gives a function. This is the only place that reads the environment. Each entry
 * names the settings it needs, and one message lists everything that is missing.
 */
const VARIABLES = {
  stage: 'PUSHLIGHT_STAGE',
  region: 'AWS_REGION',
  queueUrl: 'PUSHLIGHT_QUEUE_URL',
  deadLetterQueueUrl: 'PUSHLIGHT_DEAD_LETTER_QUEUE_URL',
  commitStatusesQueueUrl: 'PUSHLIGHT_COMMIT_STATUSES_QUEUE_URL',
  excerptsQueueUrl: 'PUSHLIGHT_EXCERPTS_QUEUE_URL',
  commitStatusesTable: 'PUSHLIGHT_COMMIT_STATUSES_TABLE',
  gitHostsUrl: 'PUSHLIGHT_GIT_HOSTS_URL',
  badgesUrl: 'PUSHLIGHT_BADGES_URL',
  pagesUrl: 'PUSHLIGHT_PAGES_URL',
  buildsTable: 'PUSHLIGHT_BUILDS_TABLE',
  deliveriesTable: 'PUSHLIGHT_DELIVERIES_TABLE',
  accessKeyId: 'AWS_ACCESS_KEY_ID',
  secretAccessKey: 'AWS_SECRET_ACCESS_KEY',
  sessionToken: 'AWS_SESSION_TOKEN',
  endpointUrl: 'AWS_ENDPOINT_URL',
  dynamodbEndpointUrl: 'AWS_ENDPOINT_URL_DYNAMODB',
  ssmEndpointUrl: 'AWS_ENDPOINT_URL_SSM',
  codebuildEndpointUrl: 'AWS_ENDPOINT_URL_CODEBUILD',
  logsEndpointUrl: 'AWS_ENDPOINT_URL_CLOUDWATCH_LOGS',
} as const;

export type Setting = keyof typeof VARIABLES;

/** @throws Error naming every variable that is missing or empty */
export function readEnvironment<S extends Setting>(
  settings: readonly S[],
  environment: NodeJS.ProcessEnv = process.env,
): Readonly<Record<S, string>> {
  const missing = settings.filter((setting) => !environment[VARIABLES[setting]]?.trim());
  if (missing.length > 0) {
    const names = missing.map((setting) => VARIABLES[setting]).join(', ');
    throw new Error(`The function's environment lacks ${names}. Set them in serverless.yml.`);
  }
  const read = settings.map((setting) => [setting, environment[VARIABLES[setting]]] as const);
  return Object.fromEntries(read) as Record<S, string>;
}

/** For optional settings: one that is not set, or empty, is left out. */
export function readOptionalEnvironment<S extends Setting>(
  settings: readonly S[],
  environment: NodeJS.ProcessEnv = process.env,
): Readonly<Partial<Record<S, string>>> {
  const present = settings.filter((setting) => environment[VARIABLES[setting]]?.trim());
  return readEnvironment(present, environment);
}
