import type { BuildLists, NewestRows, ReconcileRows } from '../builds/build-ports.ts';
import { NOTHING } from '../builds/row-keys.ts';
import type { Configuration, Project } from '../configuration.ts';
import type { ExcerptedBuilds } from '../excerpt/excerpt-ports.ts';
import type { Content } from '../http/content.ts';
import { buildPage } from './build/build-page.ts';
import { buildView } from './build/build-view.ts';
import { describeBuildPage } from './build/describe-build-page.ts';
import { describeProject } from './project/describe-project.ts';
import { documentContent, jsonContent } from './document-content.ts';
import { homePage } from './home/home-page.ts';
import { homeViews } from './home/home-view.ts';
import { keptLists } from './kept-lists.ts';
import { pageFormat } from './page-format.ts';
import { missing, unavailable } from './other-contents.ts';
import type { PageQuery } from './page-query.ts';
import { projectPage } from './project/project-page.ts';
import { projectView } from './project/project-view.ts';
import { publicProject } from './public-project.ts';

/** The rows of the builds table that the pages read. */
export type PageRows = BuildLists & NewestRows & ExcerptedBuilds & Pick<ReconcileRows, 'unfinished'>;

interface Ports {
  readonly configuration: Configuration;
  readonly rows: PageRows;
  readonly onError: (error: unknown) => void;
}

/**
 * The public pages. Each request reads the same whether a project has public pages, has none or does not exist. `now`
 * is in milliseconds since 1970.
 */
export function pageContents({ configuration, rows, onError }: Ports) {
  const { projects } = configuration;
  const list = keptLists(rows);
  const readHome = homeViews(projects.values(), rows);

  /** If the table cannot be read, the response says so, and never that something does not exist. */
  async function orUnavailable(isPublic: boolean, isJson: boolean, read: () => Promise<Content>): Promise<Content> {
    try {
      return await read();
    } catch (error) {
      onError(error);
      return isPublic ? unavailable(isJson) : missing(isJson);
    }
  }

  return {
    home: ({ page }: PageQuery, isLocal: boolean, now: number): Promise<Content> =>
      orUnavailable(true, false, async () => {
        const view = await readHome(page, now);
        const forSearch = isIndexed(view.projects.map(({ project }) => project));
        return documentContent(homePage(view, { isLocal, isIndexed: forSearch }), forSearch);
      }),

    project(segment: string, asked: PageQuery, now: number): Promise<Content> {
      const { name, isJson } = pageFormat(segment);
      const project = publicProject(name, projects);
      return orUnavailable(project !== undefined, isJson, async () => {
        const { ref } = asked;
        const [newest, ofRef] = await Promise.all([
          list(project, undefined, now),
          ref === undefined ? undefined : list(project, ref, now),
        ]);
        if (!project) return missing(isJson);
        const view = projectView(project, asked, { newest, ofRef }, { configuration, now });
        return isJson
          ? jsonContent(describeProject(view), isIndexed([project]))
          : documentContent(projectPage(view), isIndexed([project]));
      });
    },

    build(name: string, segment: string, now: number): Promise<Content> {
      const { name: digits, isJson } = pageFormat(segment);
      const number = /^[1-9]\d{0,11}$/.test(digits) ? Number(digits) : 0;
      const project = publicProject(name, projects);
      return orUnavailable(project !== undefined, isJson, async () => {
        const [read, newest] = await Promise.all([
          rows.readExcerpted(project?.name ?? NOTHING.project, number),
          list(project, undefined, now),
        ]);
        if (!project || !read) return missing(isJson);
        const view = buildView(project, read, newest, { configuration, now });
        return isJson
          ? jsonContent(describeBuildPage(view), isIndexed([project]))
          : documentContent(buildPage(view), isIndexed([project]));
      });
    },
  };
}

/** A list is for search engines only if all that it names is. */
const isIndexed = (projects: readonly Project[]): boolean =>
  projects.length > 0 && projects.every(({ pages }) => pages === 'indexed');
