import { durationText } from '../../badge/duration-text.ts';
import { buildsTable } from '../shown/builds-table.ts';
import { framePage } from '../frame/frame-page.ts';
import { html, type Html } from '../frame/html.ts';
import { buildPath, projectPath } from '../../page-path.ts';
import { stateHtml } from '../frame/state-html.ts';
import { timeHtml } from '../frame/time-html.ts';
import type { HomeView } from './home-view.ts';
import { liveHtml, REFRESH_SECONDS } from '../shown/live-html.ts';
import { PAGE_SCRIPT } from '../shown/page-script.ts';
import { refName } from '../shown/ref-html.ts';
import { isUnfinished } from '../shown/shown-build.ts';
import { HOW_TO_BE_PUBLIC, LOCAL_STEPS } from './advice.ts';

/** @param isLocal whether the service is running on this machine */
export function homePage(
  { projects, running, page, pages }: HomeView,
  { isLocal, isIndexed }: { readonly isLocal: boolean; readonly isIndexed: boolean },
): string {
  const isLive = running.length > 0 || projects.some(({ newest }) => newest && isUnfinished(newest.state));
  return framePage({
    title: 'Projects · Pushlight',
    place: 'Projects',
    isIndexed,
    refreshAfter: isLive && REFRESH_SECONDS,
    script: PAGE_SCRIPT,
    main: html`${liveHtml(
      isLive,
      html`<h1>Projects</h1>
        ${projects.length === 0 ? HOW_TO_BE_PUBLIC : list(projects)} ${pages > 1 && pageLinks(page, pages)}
        ${
          running.length > 0 &&
          html`<h2>Running now</h2>
            ${buildsTable(running, undefined, 'with projects')}`
        }`,
    )}
    ${isLocal && LOCAL_STEPS}`,
  });
}

const list = (projects: HomeView['projects']): Html => html`<table>
<thead><tr><th scope="col">Project<th scope="col" class="w">Badge<th scope="col">State<th scope="col" class="n">Newest build
<tbody>
${projects.map(row)}</table>`;

function row({ project, newest }: HomeView['projects'][number]): Html {
  const { name, badge } = project;
  const { ref, number, startedAt, endedAt } = newest?.record ?? {};
  const time = endedAt ?? startedAt;
  return html`<tr>
    <th scope="row"><a href="${projectPath(name)}">${name}</a></th>
    <td class="w">
      ${badge.enabled && html`<img src="/badges/${encodeURIComponent(name)}.svg" alt="" height="20" loading="lazy" />`}
    </td>
    <td>${stateHtml(newest?.state ?? 'unknown')}${ref !== undefined && html` <bdi>${refName(ref)}</bdi>`}</td>
    <td class="n">
      ${number === undefined ? 'none yet' : html`<a href="${buildPath(name, number)}">#${number}</a>`}${time !== undefined && html` ${timeHtml(time)}`}${newest?.ranFor !== undefined && html`<br /><span class="dim">in ${durationText(newest.ranFor)}</span>`}
    </td>
  </tr> `;
}

const pageLinks = (page: number, pages: number): Html => {
  const links = Array.from({ length: pages }, (_, index) =>
    index + 1 === page
      ? html`<b aria-current="page">${page}</b> `
      : html`<a href="?page=${index + 1}">${index + 1}</a> `,
  );
  return html`<nav aria-label="Pages of projects">${links}</nav>`;
};
