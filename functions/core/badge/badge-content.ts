import type { Project } from '../configuration.ts';
import { appearance } from './appearance.ts';
import { badgeMessage } from './badge-message.ts';
import type { BadgeQuery } from './badge-query.ts';
import { BADGE_STATES, badgeState, type BuildStates } from './badge-state.ts';
import { NOTHING_ALLOWED, type Content } from '../http/content.ts';
import type { DrawBadge } from './draw-badge.ts';
import { lastModified } from './last-modified.ts';
import { rememberRows } from './remember-rows.ts';
import { representations } from '../http/representations.ts';
import { requestedBadge } from './requested-badge.ts';
import { endedOf } from '../builds/newest-builds.ts';
import type { RowKey } from '../builds/row-keys.ts';
import { shieldsEndpoint } from './shields-endpoint.ts';

interface Ports {
  readonly projects: ReadonlyMap<string, Project>;
  readonly readRow: (key: RowKey) => Promise<BuildStates | undefined>;
  readonly draw: DrawBadge;
  readonly onError: (error: unknown) => void;
  /** When the way badges are drawn last changed, in milliseconds since 1970. */
  readonly drawnSince: number;
}

/**
 * Reads one row and draws one badge. A stranger cannot tell whether a project without a public badge exists.
 *
 * @returns a function of the path's last segment, the query, and the current time
 */
export function badgeContent({ projects, readRow, draw, onError, drawnSince }: Ports) {
  const readOrRemember = rememberRows(readRow, onError);
  return async (file: string, asked: BadgeQuery, now: number): Promise<Content> => {
    const { format, project, key, ended } = requestedBadge(file, asked, projects);
    const { builds, isCurrent } = await readOrRemember(key);
    const build = builds && (ended ? endedOf(builds) : builds.newest);
    const state = badgeState(build, ended ? Infinity : now);
    const message = badgeMessage(state, build, asked);
    const badge = { ...BADGE_STATES[state], message, ...appearance(asked, project) };
    const isImage = format === 'svg';
    return {
      type: isImage ? 'image/svg+xml; charset=utf-8' : 'application/json; charset=utf-8',
      securityPolicy: NOTHING_ALLOWED,
      representations: isImage
        ? await draw(badge, now)
        : representations(shieldsEndpoint(badge, build === undefined && !isCurrent)),
      lastModified: lastModified(build, now, drawnSince),
      isCurrent,
    };
  };
}
