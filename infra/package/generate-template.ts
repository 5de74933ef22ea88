import { buildStackResources } from '../build-projects/build-stack-resources.ts';
import { buildStacks } from '../build-projects/build-stacks.ts';
import type { ProjectsFile } from '../projects-file/read-projects-file.ts';
import type { ServerlessFunction } from '../serverless-file/read-serverless-file.ts';
import { afterBuildStacks } from '../template/after-build-stacks.ts';
import { alarmEmail } from '../template/alarm-email.ts';
import { alarms } from '../template/alarms.ts';
import { badgesCdn } from '../template/badges-cdn.ts';
import { apiUrl } from '../template/api-url.ts';
import { badgesUrl } from '../template/badges-url.ts';
import { dashboard } from '../template/dashboard.ts';
import { domain } from '../template/domain.ts';
import { logMetrics } from '../template/log-metrics.ts';
import { withoutReservation } from '../template/reserved-concurrency.ts';
import { roles } from '../template/roles.ts';
import { routeThrottling } from '../template/route-throttling.ts';
import { joinParts } from '../template/template-part.ts';
import { waivedRules } from '../template/waived-rules.ts';

export interface TemplateOptions {
  readonly stage: string;
  readonly region: string;
  readonly functions: readonly ServerlessFunction[];
  readonly projects: Pick<ProjectsFile, 'hooks' | 'projects' | 'stack'>;
  /** False if the account's concurrency is too small for the reservations in serverless.yml. */
  readonly reserveConcurrency: boolean;
}

/**
 * The parts of the stack that depend on more than serverless.yml, which includes them with
 * `${file(.build/stack.json):...}`.
 */
export function generateTemplate({ stage, region, functions, projects, reserveConcurrency }: TemplateOptions) {
  const written = projects.projects.map((project) => project.written);
  const stacks = buildStacks(written, { stage, region });
  const reportsStatuses = projects.hooks.some(({ credential }) => credential !== undefined);
  const keepsExcerpts = projects.projects.some(
    ({ compiled: { logExcerpt } }) => logExcerpt && logExcerpt.withheld === undefined,
  );
  const isIdle = ({ name }: ServerlessFunction): boolean =>
    (name === 'report' && !reportsStatuses) || (name === 'excerpt' && !keepsExcerpts);
  const context = {
    stackName: `pushlight-${stage}`,
    region,
    functions: functions.map((each) => (isIdle(each) ? { ...each, events: [] } : each)),
    settings: projects.stack,
  };
  const parts = [
    routeThrottling,
    badgesCdn,
    domain,
    alarmEmail,
    logMetrics,
    alarms,
    dashboard,
    waivedRules,
    ...(stacks.length > 0 ? [afterBuildStacks(stacks.map(({ id }) => id))] : []),
    ...(reserveConcurrency ? [] : [withoutReservation]),
  ];
  return {
    /** Whether `report` polls its queue. Lambda also polls an idle queue, and AWS bills each poll. */
    reportsStatuses,
    /** Whether `excerpt` polls its queue, for the same reason. */
    keepsExcerpts,
    /** Empty if badges use the API's own address. */
    badgesUrl: badgesUrl(context) ?? '',
    /** Where commit statuses lead. */
    pagesUrl: badgesUrl(context) ?? apiUrl(),
    template: joinParts([
      { Resources: roles(written, stage) },
      { Resources: buildStackResources(stacks, written, stage) },
      ...parts.map((part) => part(context)),
    ]),
    /** The build projects' stacks, without their templates. */
    buildStacks: stacks,
  };
}
