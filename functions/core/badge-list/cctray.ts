import { badgeState, type BadgeState } from '../badge/badge-state.ts';
import { escapeXml } from '../http/escape-xml.ts';
import { projectUrl } from './project-url.ts';
import type { ListedProject } from './project-list.ts';

/** https://cctray.org/v1/ */
type LastBuildStatus = 'Success' | 'Failure' | 'Exception' | 'Unknown';

const LAST_BUILD_STATUS: Readonly<Record<BadgeState, LastBuildStatus>> = {
  passing: 'Success',
  failing: 'Failure',
  timedOut: 'Failure',
  error: 'Exception',
  stopped: 'Unknown',
  running: 'Unknown',
  queued: 'Unknown',
  unknown: 'Unknown',
};

/** The format requires a time for every project, even for one that was never built. */
const NEVER = 0;

/**
 * The feed that desktop build monitors read.
 *
 * @param origin of this service: "https://ci.example.com"
 * @param now milliseconds since 1970
 */
export function cctray(projects: readonly ListedProject[], origin: string, now: number): string {
  const elements = projects.map((listed) => {
    const attributes = Object.entries(attributesOf(listed, origin, now));
    return `  <Project${attributes.map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join('')}/>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Projects>\n${elements.join('')}</Projects>\n`;
}

function attributesOf({ project, newest, ended }: ListedProject, origin: string, now: number) {
  const state = badgeState(newest, now);
  return {
    name: project.name,
    activity: state === 'running' || state === 'queued' ? 'Building' : 'Sleeping',
    lastBuildStatus: LAST_BUILD_STATUS[badgeState(ended, Infinity)],
    ...(ended && { lastBuildLabel: String(ended.number) }),
    lastBuildTime: new Date(ended?.endedAt ?? ended?.startedAt ?? NEVER).toISOString(),
    webUrl: projectUrl(project, origin),
  };
}
