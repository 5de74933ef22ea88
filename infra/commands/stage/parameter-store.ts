import path from 'node:path';
import {
  DeleteParameterCommand,
  paginateGetParametersByPath,
  PutParameterCommand,
  SSMClient,
  type GetParametersByPathCommandOutput,
  type Parameter,
} from '@aws-sdk/client-ssm';
import { awsResponse } from '../../deployment/aws-response.ts';
import { findTarget } from '../../deployment/target/find-target.ts';
import { describeTarget, REGION_HELP } from '../../deployment/target/target.ts';
import { LOCAL_STAGE } from '../../serverless-file/local-stage.ts';
import { findRunningService, STATE_DIRECTORY } from '../../local/running-service.ts';
import { loadProjectsFile } from '../../projects-file/load-projects-file.ts';
import type { Terminal } from '../command.ts';
import { existingArns } from './existing-arns.ts';

/** A stage's SecureStrings. Names are full: `/pushlight/prod/tokens/9f86d081884c`. */
export interface ParameterStore {
  readonly stage: string;
  /** The values below a path that ends with a slash, by the last segment of their names. */
  valuesUnder(path: string): Promise<ReadonlyMap<string, string>>;
  /** Creates or overwrites a parameter. */
  put(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** For parseArgs. */
export const STORE_OPTIONS = {
  stage: { type: 'string' },
  region: { type: 'string' },
  port: { type: 'string' },
  state: { type: 'string' },
} as const;

export const STORE_HELP = `  --stage STAGE     of a deployment, which needs your AWS credentials; by default, npm start on this machine
  --region REGION   the deployment's region; ${REGION_HELP}
  --state DIR       the state directory of npm start, .pushlight by default
  --port N          fails if npm start is running at another port`;

export type StoreOptions = Readonly<Partial<Record<keyof typeof STORE_OPTIONS, string>>>;

/**
 * The limit of a standard parameter in bytes:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
 */
export const LONGEST_VALUE = 4096;

/**
 * Opens the Parameter Store of a deployment, after printing its stage and region, or of the service that is running on
 * this machine.
 *
 * @throws Error naming what is missing
 */
export async function openParameterStore(
  { stage = LOCAL_STAGE, ...options }: StoreOptions,
  console: Terminal['console'],
): Promise<ParameterStore> {
  const client = stage === LOCAL_STAGE ? await localClient(options) : await awsClient(stage, options, console);
  return {
    stage,
    async valuesUnder(path) {
      const pages = paginateGetParametersByPath({ client }, { Path: path, WithDecryption: true });
      const parameters = await awsResponse('ssm:GetParametersByPath', parametersOf(pages));
      return new Map(parameters.map(({ Name = '', Value = '' }) => [Name.slice(path.length), Value]));
    },
    async put(Name, Value) {
      const setting = client.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: true }));
      await awsResponse('ssm:PutParameter', setting);
    },
    async remove(Name) {
      await awsResponse('ssm:DeleteParameter', client.send(new DeleteParameterCommand({ Name })));
    },
  };
}

async function parametersOf(pages: AsyncIterable<GetParametersByPathCommandOutput>): Promise<readonly Parameter[]> {
  const parameters: Parameter[] = [];
  for await (const page of pages) parameters.push(...(page.Parameters ?? []));
  return parameters;
}

async function localClient({ region, port, state = STATE_DIRECTORY }: StoreOptions): Promise<SSMClient> {
  if (region !== undefined)
    throw new Error(
      '--region is only for deployments: add --stage with the stage of the deployment, or remove --region.',
    );
  return new SSMClient({ ...(await findRunningService(path.resolve(state), port)), maxAttempts: 1 });
}

async function awsClient(
  stage: string,
  { region, port, state }: StoreOptions,
  console: Terminal['console'],
): Promise<SSMClient> {
  if (port !== undefined || state !== undefined)
    throw new Error(
      '--port and --state are for npm start, and --stage is for deployments: remove the options that do not belong.',
    );
  const target = await findTarget({ stage, region }, async () => existingArns(await loadProjectsFile()));
  console.error(describeTarget(target));
  return new SSMClient({ region: target.region });
}
