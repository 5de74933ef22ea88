import { appearance } from '../badge/appearance.ts';
import type { BadgeQuery } from '../badge/badge-query.ts';
import { BADGE_STATES, badgeState } from '../badge/badge-state.ts';
import { NOTHING_ALLOWED, type Content } from '../http/content.ts';
import type { DrawBadge } from '../badge/draw-badge.ts';
import { representations } from '../http/representations.ts';
import { badgesPage, badgesPagePolicy } from './badges-page.ts';
import { cctray } from './cctray.ts';
import type { ListedProject, ProjectList } from './project-list.ts';

export interface ListRequest {
  /** `page`, from 1, and the other parameters of the page: `project`, `branch` and `style`. */
  readonly asked: BadgeQuery;
  /** The origin of this service: "https://ci.example.com" */
  readonly origin: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The feed for build monitors. */
export const feedContent =
  (list: ProjectList) =>
  async ({ asked, origin, now }: ListRequest): Promise<Content> => {
    const { projects, isCurrent } = await list.read(asked.page ?? 0, now);
    return {
      type: 'application/xml; charset=utf-8',
      securityPolicy: NOTHING_ALLOWED,
      representations: representations(cctray(projects, origin, now)),
      isCurrent,
    };
  };

/** The page for people. */
export const pageContent =
  (list: ProjectList, draw: DrawBadge) =>
  async ({ asked, origin, now }: ListRequest): Promise<Content> => {
    const found = list.find(asked.project ?? '');
    const page = await list.read(found?.page ?? asked.page ?? 0, now);
    const badges = await Promise.all(page.projects.map((listed) => drawListed(listed, draw, now)));
    return {
      type: 'text/html; charset=utf-8',
      securityPolicy: badgesPagePolicy(),
      representations: representations(badgesPage({ list: page, badges, chosen: found?.project, asked, origin })),
      isCurrent: page.isCurrent,
    };
  };

async function drawListed({ project, newest }: ListedProject, draw: DrawBadge, now: number): Promise<string> {
  const badge = { ...BADGE_STATES[badgeState(newest, now)], ...appearance({}, project) };
  const represent = await draw(badge, now);
  const { body } = await represent(undefined);
  return body.toString();
}
