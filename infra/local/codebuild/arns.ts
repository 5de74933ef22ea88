import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../serverless-file/local-stage.ts';

const PREFIX = `arn:aws:codebuild:${LOCAL_REGION}:${LOCAL_ACCOUNT}`;
const BUILD_PREFIX = `${PREFIX}:build/`;

const PROJECT_PREFIX = `${PREFIX}:project/`;
export const projectArn = (name: string): string => `${PROJECT_PREFIX}${name}`;
export const buildArn = (id: string): string => `${BUILD_PREFIX}${id}`;

/** Returns the name. Operations also accept an ARN, and Terraform sends one. */
export const projectName = (nameOrArn: string): string =>
  nameOrArn.startsWith(PROJECT_PREFIX) ? nameOrArn.slice(PROJECT_PREFIX.length) : nameOrArn;

/** Returns the id in the form `project:uuid`. Every operation also accepts an ARN. */
export const buildId = (idOrArn: string): string =>
  idOrArn.startsWith(BUILD_PREFIX) ? idOrArn.slice(BUILD_PREFIX.length) : idOrArn;

/** The part of an id that is unique by itself, which is also the name of the build's log stream. */
export const buildUuid = (id: string): string => id.slice(id.lastIndexOf(':') + 1);

/** The key that encrypts artifacts if a project names none. */
export const DEFAULT_ENCRYPTION_KEY = `arn:aws:kms:${LOCAL_REGION}:${LOCAL_ACCOUNT}:alias/aws/s3`;
