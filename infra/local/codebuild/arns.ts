import { LOCAL_ACCOUNT, LOCAL_REGION } from '../aws-service.ts';

const PREFIX = `arn:aws:codebuild:${LOCAL_REGION}:${LOCAL_ACCOUNT}`;
const BUILD_PREFIX = `${PREFIX}:build/`;

export const projectArn = (name: string): string => `${PREFIX}:project/${name}`;
export const buildArn = (id: string): string => `${BUILD_PREFIX}${id}`;

/** The id in `project:uuid` form; every operation takes an ARN for it too. */
export const buildId = (idOrArn: string): string =>
  idOrArn.startsWith(BUILD_PREFIX) ? idOrArn.slice(BUILD_PREFIX.length) : idOrArn;

/** The part of an id that is unique by itself, and the name of the build's log stream. */
export const buildUuid = (id: string): string => id.slice(id.lastIndexOf(':') + 1);

/** The key that encrypts artifacts where a project names none. */
export const DEFAULT_ENCRYPTION_KEY = `arn:aws:kms:${LOCAL_REGION}:${LOCAL_ACCOUNT}:alias/aws/s3`;
