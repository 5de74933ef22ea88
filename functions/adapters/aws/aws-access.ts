import { readEnvironment, readOptionalEnvironment } from '../environment.ts';

/** What a function needs to call AWS, as Lambda provides it. */
export interface AwsAccess {
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** By service. Where one is absent, the region's own endpoint is used. */
  readonly endpointUrls?: Readonly<Record<string, string | undefined>>;
}

/** Reads the environment variables that the SDK also reads. @throws Error naming what is missing */
export function readAwsAccess(): AwsAccess {
  const { region, ...keys } = readEnvironment(['region', 'accessKeyId', 'secretAccessKey']);
  const { sessionToken, endpointUrl, ...own } = readOptionalEnvironment([
    'sessionToken',
    'endpointUrl',
    'codebuildEndpointUrl',
    'dynamodbEndpointUrl',
    'logsEndpointUrl',
    'ssmEndpointUrl',
  ]);
  return {
    region,
    credentials: { ...keys, ...(sessionToken !== undefined && { sessionToken }) },
    endpointUrls: {
      codebuild: own.codebuildEndpointUrl ?? endpointUrl,
      dynamodb: own.dynamodbEndpointUrl ?? endpointUrl,
      logs: own.logsEndpointUrl ?? endpointUrl,
      ssm: own.ssmEndpointUrl ?? endpointUrl,
    },
  };
}
