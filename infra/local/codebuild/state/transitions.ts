import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../../serverless-file/local-stage.ts';
import type { Report } from '../../progress.ts';
import { buildUuid } from '../arns.ts';
import { phaseChange, stateChange, type CodeBuildEvent } from '../build-events.ts';
import type { Builds } from './builds.ts';
import type { Build, BuildPhaseType, BuildStatus, PhaseContext } from '../model.ts';

/** How a phase ended; the context gives the reason if it did not succeed. */
export interface PhaseEnd {
  readonly status: Exclude<BuildStatus, 'IN_PROGRESS'>;
  readonly context?: PhaseContext;
}

/** The steps of a build's life: each is saved, emitted and reported. */
export interface Transitions {
  start(build: Build): void;
  enter(build: Build, phaseType: BuildPhaseType): void;
  /** Ends the build's current phase. */
  leave(build: Build, end: PhaseEnd): void;
  complete(build: Build, status: PhaseEnd['status']): void;
}

export function createTransitions(builds: Builds, emit: (event: CodeBuildEvent) => void, report: Report): Transitions {
  /** The build continues if its state cannot be saved. The next start then treats it as left behind. */
  const save = (build: Build): void => {
    try {
      builds.save(build);
    } catch (error) {
      report({ type: 'problem', part: build.projectName, message: (error as Error).message });
    }
  };
  return {
    start(build) {
      report({ type: 'build', ...identity(build) });
      emit(stateChange(build));
      emit(phaseChange(build, build.phases[0]!));
    },
    enter(build, phaseType) {
      build.phases.push({ phaseType, startTime: now() });
      build.currentPhase = phaseType;
      if (phaseType === 'PROVISIONING') build.logs = { ...build.logs, ...logLocation(build) };
      save(build);
    },
    leave(build, { status, context = { statusCode: '', message: '' } }) {
      const phase = build.phases.at(-1)!;
      const endTime = now();
      Object.assign(phase, { phaseStatus: status, endTime, durationInSeconds: Math.floor(endTime - phase.startTime) });
      if (phase.phaseType !== 'QUEUED' || context.message !== '') phase.contexts = [context];
      save(build);
      emit(phaseChange(build, phase));
      report({
        type: 'phase',
        ...identity(build),
        phase: phase.phaseType,
        status,
        seconds: endTime - phase.startTime,
        ...(context.message && { message: context.message }),
      });
    },
    complete(build, status) {
      const endTime = now();
      build.phases.push({ phaseType: 'COMPLETED', startTime: endTime });
      Object.assign(build, { currentPhase: 'COMPLETED', buildStatus: status, buildComplete: true, endTime });
      save(build);
      emit(stateChange(build));
      report({ type: 'ended', ...identity(build), status, seconds: endTime - build.startTime });
    },
  };
}

const identity = ({ projectName: project, id: buildId, buildNumber: number }: Build) => ({ project, buildId, number });

const now = (): number => Date.now() / 1000;

/** The group and stream that the project or StartBuild names, or else CodeBuild's defaults. */
function logLocation({ id, projectName, logs }: Build): Build['logs'] {
  const groupName = logs.cloudWatchLogs?.groupName ?? `/aws/codebuild/${projectName}`;
  const prefix = logs.cloudWatchLogs?.streamName;
  const streamName = prefix ? `${prefix}/${buildUuid(id)}` : buildUuid(id);
  return {
    groupName,
    streamName,
    deepLink: `https://console.aws.amazon.com/cloudwatch/home?region=${LOCAL_REGION}#logEvent:group=${groupName};stream=${streamName}`,
    cloudWatchLogsArn: `arn:aws:logs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:log-group:${groupName}:log-stream:${streamName}`,
  };
}
