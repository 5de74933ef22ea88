import type { BuildRecord } from '../builds/build-record.ts';
import { CONSOLE_DOMAINS, partitionOf } from '../partition.ts';

/** The page of a build in CodeBuild's console, which requires its reader to sign in. */
export const buildUrl = ({ project, buildId }: Pick<BuildRecord, 'project' | 'buildId'>, region: string): string =>
  `https://${region}.${CONSOLE_DOMAINS[partitionOf(region)]}/codesuite/codebuild/projects/${project}/build/${encodeURIComponent(buildId)}/?region=${region}`;
