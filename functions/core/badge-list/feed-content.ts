import { NOTHING_ALLOWED, type Content } from '../http/content.ts';
import { representations } from '../http/representations.ts';
import { cctray } from './cctray.ts';
import type { ListRequest } from './list-request.ts';
import type { ProjectList } from './project-list.ts';

/** The feed for build monitors. */
export const feedContent =
  (list: ProjectList) =>
  async ({ page, origin, now }: ListRequest): Promise<Content> => {
    const { projects, isCurrent } = await list.read(page, now);
    return {
      type: 'application/xml; charset=utf-8',
      securityPolicy: NOTHING_ALLOWED,
      representations: representations(cctray(projects, origin, now)),
      isCurrent,
    };
  };
