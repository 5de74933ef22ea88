import { randomUUID } from 'node:crypto';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../serverless-file/local-stage.ts';
import type { Build, BuildPhase, PhaseContext } from './model.ts';

/** An event of CodeBuild, as EventBridge delivers it. */
export interface CodeBuildEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': 'CodeBuild Build State Change' | 'CodeBuild Build Phase Change';
  readonly source: 'aws.codebuild';
  readonly account: string;
  /** RFC 3339, with whole seconds. */
  readonly time: string;
  readonly region: string;
  /** The build's ARN. */
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A build has started or ended. */
export const stateChange = (build: Build): CodeBuildEvent =>
  event('CodeBuild Build State Change', build, {
    'build-status': build.buildStatus,
    'current-phase': build.currentPhase,
    'current-phase-context': '[]',
  });

export const isEnd = (event: Pick<CodeBuildEvent, 'detail-type' | 'detail'>): boolean =>
  event['detail-type'] === 'CodeBuild Build State Change' && event.detail['build-status'] !== 'IN_PROGRESS';

/** A phase of a build has ended. */
export const phaseChange = (build: Build, phase: BuildPhase): CodeBuildEvent =>
  event('CodeBuild Build Phase Change', build, {
    'completed-phase': phase.phaseType,
    'completed-phase-status': phase.phaseStatus,
    'completed-phase-context': `[${contexts(phase).join(', ')}]`,
    'completed-phase-duration-seconds': phase.durationInSeconds,
    'completed-phase-start': usEnglish(phase.startTime),
    ...(phase.endTime !== undefined && { 'completed-phase-end': usEnglish(phase.endTime) }),
  });

function event(
  detailType: CodeBuildEvent['detail-type'],
  build: Build,
  detail: Readonly<Record<string, unknown>>,
): CodeBuildEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source: 'aws.codebuild',
    account: LOCAL_ACCOUNT,
    time: `${new Date().toISOString().slice(0, 19)}Z`,
    region: LOCAL_REGION,
    resources: [build.arn],
    detail: {
      'project-name': build.projectName,
      'build-id': build.arn,
      'additional-information': additionalInformation(build),
      version: '1',
      ...detail,
    },
  };
}

const additionalInformation = (build: Build): Readonly<Record<string, unknown>> => ({
  artifact: { location: build.artifacts.location },
  cache: build.cache,
  environment: {
    image: build.environment.image,
    'privileged-mode': build.environment.privilegedMode ?? false,
    'image-pull-credentials-type': build.environment.imagePullCredentialsType,
    'compute-type': build.environment.computeType,
    type: build.environment.type,
    'environment-variables': build.environment.environmentVariables,
  },
  'build-number': build.buildNumber,
  'timeout-in-minutes': build.timeoutInMinutes,
  'queued-timeout-in-minutes': build.queuedTimeoutInMinutes,
  'build-complete': build.buildComplete,
  initiator: build.initiator,
  'build-start-time': usEnglish(build.startTime),
  source: {
    type: build.source.type,
    ...(build.source.location && { location: build.source.location }),
    ...(build.source.buildspec && { buildspec: build.source.buildspec }),
  },
  ...(build.sourceVersion && { 'source-version': build.sourceVersion }),
  logs: {
    ...(build.logs.groupName && { 'group-name': build.logs.groupName }),
    ...(build.logs.streamName && { 'stream-name': build.logs.streamName }),
    'deep-link': build.logs.deepLink,
  },
  phases: build.phases.map((phase) => ({
    'phase-type': phase.phaseType,
    'start-time': usEnglish(phase.startTime),
    ...(phase.endTime !== undefined && {
      'phase-context': contexts(phase),
      'end-time': usEnglish(phase.endTime),
      'duration-in-seconds': phase.durationInSeconds,
      'phase-status': phase.phaseStatus,
    }),
  })),
});

const contexts = (phase: BuildPhase): string[] =>
  ((phase.contexts ?? []) as PhaseContext[]).map(({ statusCode, message }) => `${statusCode}: ${message}`);

/** "Sep 1, 2017 4:12:29 PM", in UTC without a time zone. Node's own format has a narrow space before PM. */
const usEnglish = (seconds: number): string =>
  FORMAT.format(seconds * 1000)
    .replace(/, (?=\d+:)/, ' ')
    .replaceAll('\u202f', ' ');

const FORMAT = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });
