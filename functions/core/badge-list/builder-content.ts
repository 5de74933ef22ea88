import type { Content } from '../http/content.ts';
import { representations } from '../http/representations.ts';
import { FORM_STYLES } from '../pages/frame/form-styles.ts';
import { PAGE_HEADERS, pagePolicy } from '../pages/frame/page-policy.ts';
import { BUILDER_SCRIPT } from './builder-script.ts';
import { badgesPage } from './badges-page.ts';
import type { ListRequest } from './list-request.ts';
import type { ProjectList } from './project-list.ts';

/** The page of badges, for people. */
export const builderContent =
  (list: ProjectList) =>
  async ({ page, query, origin, now }: ListRequest): Promise<Content> => {
    const found = list.find(query.get('project') ?? '');
    const read = await list.read(found?.page ?? page, now);
    return {
      type: 'text/html; charset=utf-8',
      securityPolicy: pagePolicy(BUILDER_SCRIPT, FORM_STYLES),
      headers: PAGE_HEADERS,
      representations: representations(badgesPage({ list: read, chosen: found?.project, query, origin, now })),
      isCurrent: read.isCurrent,
    };
  };
