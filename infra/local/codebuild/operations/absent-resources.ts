import { ServerType, SortOrderType } from '@aws-sdk/client-codebuild';
import * as v from 'valibot';
import { batch, nonEmpty, oneOf, pageSize } from '../../../codebuild/input-schemas.ts';
import type { AwsOperation } from '../../aws/aws-json.ts';
import { AwsError } from '../../aws/aws-service.ts';
import type { Account } from '../state/account.ts';
import { findProject } from './find-project.ts';
import { parseInput } from './parse-input.ts';

type OperationOnAccount = (input: unknown, account: Account) => ReturnType<AwsOperation>;

/** Every page of an empty list is empty. */
const lists =
  (member: string): OperationOnAccount =>
  (input) => {
    const order = v.optional(oneOf(SortOrderType));
    parseInput(
      v.object({ sortOrder: order, maxResults: v.optional(pageSize), nextToken: v.optional(v.string()) }),
      input,
    );
    return { [member]: [] };
  };

const batchOf =
  (asked: string, found: string, notFound: string): OperationOnAccount =>
  (input) => ({ [found]: [], [notFound]: parseInput(v.object({ [asked]: batch }), input)[asked] });

const deletes =
  (member: string): OperationOnAccount =>
  (input) => {
    parseInput(v.object({ [member]: nonEmpty }), input);
    return {};
  };

const notFound =
  (member: string, kind: string): OperationOnAccount =>
  (input) => {
    const { [member]: name } = parseInput(v.object({ [member]: nonEmpty }), input);
    throw new AwsError('ResourceNotFoundException', `${kind} cannot be found: ${name}`);
  };

/** For resources that an existing project does not have. */
const notFoundOfProject =
  (kind: string): OperationOnAccount =>
  (input, account) => {
    const { name } = findProject(parseInput(v.object({ projectName: nonEmpty }), input).projectName, account);
    throw new AwsError('ResourceNotFoundException', `${kind} cannot be found for project: ${name}`);
  };

/** Webhooks, report groups, batches, fleets and credentials: responds like an account that has none of them. */
export const ABSENT_RESOURCES: Readonly<Record<string, OperationOnAccount>> = {
  CreateWebhook: (input, account) => {
    const { source } = findProject(parseInput(v.object({ projectName: nonEmpty }), input).projectName, account);
    const server = Object.values(ServerType).find((type) => type === source.type);
    throw server
      ? new AwsError('ResourceNotFoundException', `Could not find access token for server type ${server.toLowerCase()}`)
      : new AwsError('InvalidInputException', `Invalid input: a source of type ${source.type} has no webhooks`);
  },
  UpdateWebhook: notFoundOfProject('Webhook'),
  DeleteWebhook: notFoundOfProject('Webhook'),
  ListSourceCredentials: () => ({ sourceCredentialsInfos: [] }),
  ListReportGroups: lists('reportGroups'),
  ListSharedReportGroups: lists('reportGroups'),
  ListReports: lists('reports'),
  BatchGetReportGroups: batchOf('reportGroupArns', 'reportGroups', 'reportGroupsNotFound'),
  BatchGetReports: batchOf('reportArns', 'reports', 'reportsNotFound'),
  ListReportsForReportGroup: notFound('reportGroupArn', 'Report group'),
  UpdateReportGroup: notFound('arn', 'Report group'),
  GetReportGroupTrend: notFound('reportGroupArn', 'Report group'),
  DescribeTestCases: notFound('reportArn', 'Report'),
  DescribeCodeCoverages: notFound('reportArn', 'Report'),
  DeleteReport: deletes('arn'),
  DeleteReportGroup: deletes('arn'),
  ListSharedProjects: lists('projects'),
  ListBuildBatches: lists('ids'),
  ListBuildBatchesForProject: lists('ids'),
  ListFleets: lists('fleets'),
};
