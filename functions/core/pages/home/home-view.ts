import { ownRow } from '../../badge/own-row.ts';
import type { NewestRows, ReconcileRows } from '../../builds/build-ports.ts';
import { hasEnded, type BuildRecord } from '../../builds/build-record.ts';
import type { RowKey } from '../../builds/row-keys.ts';
import type { Project } from '../../configuration.ts';
import { keptValue } from '../../kept-value.ts';
import { shownBuild, type ShownBuild } from '../shown/shown-build.ts';

const PAGE = 50;
/** How long the content is cached; a page is outdated by at most this and CloudFront's own time. */
const KEPT_MS = 5000;
const MOST_RUNNING = 50;

export interface HomeView {
  readonly projects: readonly { readonly project: Project; readonly newest?: ShownBuild }[];
  /** Queued and running builds of any ref, newest first. */
  readonly running: readonly ShownBuild[];
  /** From 1. */
  readonly page: number;
  readonly pages: number;
}

type Rows = NewestRows & Pick<ReconcileRows, 'unfinished'>;

/**
 * The projects with public pages, in alphabetical order, and the unfinished builds. They are read at most once every
 * few seconds, however many requests arrive.
 *
 * @returns a function of the number of the page (the nearest one is used) and the time in milliseconds since 1970
 */
export function homeViews(projects: Iterable<Project>, rows: Rows) {
  const listed = [...projects]
    .filter(({ pages }) => pages !== undefined)
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const names = new Set(listed.map(({ name }) => name));
  const pages = Math.max(1, Math.ceil(listed.length / PAGE));
  const projectsOf = (page: number): readonly Project[] => listed.slice((page - 1) * PAGE, page * PAGE);
  const newestOf = Array.from({ length: pages }, (_, index) =>
    keptValue(() => rows.readNewestOf(projectsOf(index + 1).map(keyOf))),
  );
  const running = keptValue(() => rows.unfinished());

  return async (wanted: number, now: number): Promise<HomeView> => {
    const page = Math.min(Math.max(1, Math.trunc(wanted) || 1), pages);
    if (listed.length === 0) return { projects: [], running: [], page, pages };
    const [newest, all] = await Promise.all([newestOf[page - 1]!.read(now, KEPT_MS), running.read(now, KEPT_MS)]);
    return {
      projects: projectsOf(page).map((project, index) => {
        const build = newest[index]?.newest;
        return { project, ...(build && { newest: shownBuild(build, now) }) };
      }),
      running: all
        .filter((record) => names.has(record.project) && !hasEnded(record))
        .toSorted((one, other) => startOf(other) - startOf(one))
        .slice(0, MOST_RUNNING)
        .map((record) => shownBuild(record, now)),
      page,
      pages,
    };
  };
}

const startOf = ({ startedAt = 0 }: BuildRecord): number => startedAt;

const keyOf = (project: Project): RowKey => ({ project: project.name, row: ownRow(project) });
