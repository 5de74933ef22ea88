import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { awsJsonError } from '../../../../infra/local/aws/aws-json.ts';
import { AwsError, type AwsRequest, type AwsResponse } from '../../../../infra/local/aws/aws-service.ts';
import { createParameters } from '../../../../infra/local/parameters/parameters.ts';
import { ACCOUNT, newAccount, REGION, type Account } from './account.ts';
import { cloudFormation } from './cloudformation.ts';
import { s3, s3Operation } from './s3.ts';
import { xml, xmlResponse } from './xml.ts';

export interface RecordingAws {
  readonly account: Account;
  /** The calls, such as "lambda:GetAccountSettings", in the order in which they arrived. */
  readonly calls: readonly string[];
  /** The variables with which a command finds it. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

interface Service {
  operation(request: AwsRequest): string;
  respond(request: AwsRequest): AwsResponse | Promise<AwsResponse>;
  refuse(request: AwsRequest, error: AwsError): AwsResponse;
}

export interface RecordingOptions {
  /** Where the Parameter Store is kept. */
  readonly directory: string;
  /** By default, an empty account. */
  readonly account?: Account;
  /** Errors or responses by operation, such as "s3:PutObject". */
  readonly refusal?: { readonly operation: string; readonly error: AwsError };
}

/** AWS as a deployment uses it, in its own protocols, with a record of every call. */
export async function startRecordingAws(options: RecordingOptions): Promise<RecordingAws> {
  const { directory, account = newAccount(), refusal } = options;
  const calls: string[] = [];
  const services = servicesOf(account, directory);
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await toAwsRequest(incoming);
    const name = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(
      request.headers['authorization'] ?? '',
    )?.[1];
    const service = services[name ?? ''];
    if (!service) return void response.writeHead(501).end(`Nobody asks ${name} here.`);
    const call = `${name}:${service.operation(request)}`;
    calls.push(call);
    const { status, headers, body } = await respond(service, request, call);
    response.writeHead(status, headers).end(body);
  }

  async function respond(service: Service, request: AwsRequest, call: string): Promise<AwsResponse> {
    try {
      if (call === refusal?.operation) throw refusal.error;
      return await service.respond(request);
    } catch (error) {
      if (error instanceof AwsError) return service.refuse(request, error);
      throw error;
    }
  }

  return {
    account,
    calls,
    environment: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: 'AKIDRECORDED',
      AWS_SECRET_ACCESS_KEY: 'recorded',
      SLS_AWS_MONITORING_FREQUENCY: '50',
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function toAwsRequest(incoming: IncomingMessage): Promise<AwsRequest> {
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: await buffer(incoming),
    region: REGION,
    signal: AbortSignal.timeout(60_000),
  };
}

function servicesOf(account: Account, directory: string): Readonly<Record<string, Service>> {
  const parameters = createParameters({ directory });
  return {
    sts: query({
      GetCallerIdentity: () => ({ Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/ops`, UserId: 'AID' }),
    }),
    cloudformation: query(cloudFormation(account)),
    s3: { operation: s3Operation, respond: s3(account), refuse: (_, error) => xmlError(error) },
    ssm: { ...json({}), respond: (request) => parameters.handle(request) },
    ecr: json({
      DescribeRepositories({ repositoryNames: [name = ''] = [] }) {
        if (!account.repositories.has(name)) {
          throw new AwsError('RepositoryNotFoundException', `There is no repository ${name}.`);
        }
        const repositoryArn = `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/${name}`;
        return { repositories: [{ repositoryName: name, repositoryArn }] };
      },
      ListTagsForResource({ resourceArn = '' }) {
        const tags = account.repositories.get(resourceArn.replace(/^.*:repository\//, '')) ?? {};
        return { tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
      },
    }),
    codebuild: json({
      BatchGetProjects({ names = [] }) {
        const found = names.filter((name) => account.projects.has(name));
        return {
          projects: found.map((name) => ({ name, tags: Object.entries(account.projects.get(name)!).map(toTag) })),
          projectsNotFound: names.filter((name) => !account.projects.has(name)),
        };
      },
    }),
    dynamodb: json({
      DescribeTable({ TableName = '' }) {
        const indexes = account.tables.get(TableName);
        if (!indexes) throw new AwsError('ResourceNotFoundException', `No table ${TableName}.`);
        const GlobalSecondaryIndexes = indexes.map((IndexName) => ({ IndexName }));
        return { Table: { TableName, TableStatus: 'ACTIVE', GlobalSecondaryIndexes } };
      },
    }),
    lambda: {
      operation: ({ path }) => (path.includes('account-settings') ? 'GetAccountSettings' : 'GetFunctionConcurrency'),
      respond: ({ path }) =>
        path.includes('account-settings')
          ? jsonResponse({ AccountLimit: { UnreservedConcurrentExecutions: account.concurrency } })
          : jsonResponse({}),
      refuse: (_, { type, message, status }) => ({
        status,
        headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
        body: JSON.stringify({ Message: message }),
      }),
    },
  };
}

const toTag = ([key, value]: [string, string]) => ({ key, value });

const jsonResponse = (body: object): AwsResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

interface JsonInput {
  readonly names?: readonly string[];
  readonly TableName?: string;
  readonly repositoryNames?: readonly string[];
  readonly resourceArn?: string;
}

/** A service of AWS's JSON protocols, which names the operation in a header. */
const json = (operations: Readonly<Record<string, (input: JsonInput) => object>>): Service => {
  const operation = ({ headers }: AwsRequest): string => headers['x-amz-target']?.split('.')[1] ?? '';
  return {
    operation,
    respond: (request) =>
      jsonResponse(operations[operation(request)]!(JSON.parse(request.body.toString()) as JsonInput)),
    refuse: awsJsonError,
  };
};

/** A service of the query protocol: requests are forms, responses are XML. */
function query(operations: Readonly<Record<string, (input: Readonly<Record<string, string>>) => object>>): Service {
  const input = ({ body }: AwsRequest): Record<string, string> =>
    Object.fromEntries(new URLSearchParams(body.toString()));
  return {
    operation: (request) => input(request)['Action'] ?? '',
    respond(request) {
      const { Action = '', ...parameters } = input(request);
      const operation = operations[Action];
      if (!operation) throw new AwsError('InvalidAction', `Nobody asks for ${Action} here.`);
      const result = xml(operation(parameters));
      return xmlResponse(200, `<${Action}Response><${Action}Result>${result}</${Action}Result></${Action}Response>`);
    },
    refuse: (_, { type, message, status }) =>
      xmlResponse(status, `<ErrorResponse><Error>${xml({ Code: type, Message: message })}</Error></ErrorResponse>`),
  };
}

const xmlError = ({ type, message, status }: AwsError): AwsResponse =>
  xmlResponse(status, `<Error>${xml({ Code: type, Message: message })}</Error>`);
