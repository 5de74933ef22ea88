import type { BuildView } from './build-view.ts';
import { describeShown, isoTime } from '../shown/describe-shown.ts';

/** The content of a build's page as JSON. */
export function describeBuildPage({ project, links, build, failed, logEnd, ofCommit }: BuildView): object {
  const { ref, commit, phases = [] } = build.record;
  return {
    project: project.name,
    ...describeShown(build),
    refPage: ref === undefined ? undefined : links?.ofRef(ref),
    commitPage: commit === undefined ? undefined : links?.ofCommit(commit),
    phases: phases.map(({ type, status, startedAt, endedAt }) => ({
      type,
      status,
      startedAt: isoTime(startedAt),
      endedAt: isoTime(endedAt),
    })),
    failed,
    logEnd: logEnd && ('why' in logEnd ? { why: logEnd.why } : logEnd),
    ofCommit: ofCommit.map((other) => describeShown(other)),
  };
}
