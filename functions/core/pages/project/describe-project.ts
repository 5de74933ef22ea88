import { BADGE_STATES } from '../../badge/badge-state.ts';
import { describeShown, inSeconds } from '../shown/describe-shown.ts';
import { projectPath } from '../../page-path.ts';
import type { ProjectView } from './project-view.ts';

/** The content of a project's page as JSON. */
export function describeProject(view: ProjectView): object {
  const { project, links, asked, refs, history, builds, statistics } = view;
  const { success, median } = statistics;
  return {
    project: project.name,
    page: projectPath(project.name),
    ...(project.badge.enabled && { badge: `/badges/${encodeURIComponent(project.name)}.svg` }),
    ...(links && { repository: links.repository }),
    filter: { ref: asked.ref, state: asked.state && BADGE_STATES[asked.state].message },
    statistics: {
      builds: history.length,
      success: success && { ...success, rate: success.passed / success.of },
      medianRunTime: median && { seconds: inSeconds(median.ranFor), of: median.of },
    },
    refs: refs.map((build) => describeShown(build)),
    history: history.map(({ record, state, ranFor }) => ({
      number: record.number,
      state: BADGE_STATES[state].message,
      ranSeconds: inSeconds(ranFor),
    })),
    builds: builds.map((build) => describeShown(build)),
  };
}
