import { encodeSegment } from '../../encode-segment.ts';
import { BADGE_STATES } from '../../badge/badge-state.ts';
import { badgeUrl } from '../../badge-list/badge-url.ts';
import { durationText } from '../../badge/duration-text.ts';
import { actionsForm } from '../shown/actions-form.ts';
import { buildsTable } from '../shown/builds-table.ts';
import { filterForm } from './filter-form.ts';
import { framePage } from '../frame/frame-page.ts';
import { html, type Html } from '../frame/html.ts';
import { projectPath } from '../../page-path.ts';
import { stateHtml } from '../frame/state-html.ts';
import { timeHtml } from '../frame/time-html.ts';
import { historyChart } from './history-chart.ts';
import { liveHtml, REFRESH_SECONDS } from '../shown/live-html.ts';
import { PAGE_SCRIPT } from '../shown/page-script.ts';
import type { ProjectView } from './project-view.ts';
import { refName } from '../shown/ref-html.ts';
import { isUnfinished, type ShownBuild } from '../shown/shown-build.ts';
import { shortRef } from '../../ref.ts';

/** If there are more refs, the rest is folded. */
const REFS_SHOWN = 12;

/** The page of a project, for people. */
export function projectPage(view: ProjectView): string {
  const { project, refs, ownRef, history, links, builds, asked } = view;
  const own = refs.find(({ record }) => record.ref === ownRef) ?? refs[0];
  const isLive = [...refs, ...history].some(({ state }) => isUnfinished(state));
  const title = own ? `${project.name}: ${BADGE_STATES[own.state].message}` : project.name;
  return framePage({
    title: `${title} · Pushlight`,
    place: 'Projects',
    state: own?.state ?? 'unknown',
    isIndexed: project.pages === 'indexed',
    refreshAfter: isLive && REFRESH_SECONDS,
    script: PAGE_SCRIPT,
    main: html`${liveHtml(
      isLive,
      html`<h1><bdi>${project.name}</bdi> ${own && stateHtml(own.state)}</h1>
        <p class="dim">
          ${own && newestText(own)}${links && html` <a href="${links.repository}">Repository</a> ·`}${project.badge.enabled && html` <a href="/badges?project=${encodeSegment(project.name)}">Badge</a> ·`}
          <a href="${projectPath(project.name)}.json">JSON</a
          ><span hidden data-act> · <a href="#act">Start a build</a></span>
        </p>
        ${history.length === 0 ? nothing(view) : content(view)}
        ${
          (history.length > 0 || asked.ref !== undefined) &&
          html`<h2 id="builds">Builds</h2>
            ${filterForm(view)}
            ${builds.length > 0 ? buildsTable(builds, links) : html`<p>No build matches this filter.</p>`}`
        }`,
    )}
    ${actionsForm({ title: 'Start a build', ref: shortRef(ownRef), buttons: [{ text: 'Start', path: `${projectPath(project.name)}/builds` }] })}`,
  });
}

function newestText({ record, ranFor }: ShownBuild): Html {
  const { ref, startedAt, endedAt } = record;
  const time = endedAt ?? startedAt;
  return html`${ref !== undefined && html`<bdi>${refName(ref)}</bdi>: `}#${record.number}${time !== undefined && html`, ${endedAt === undefined ? 'started' : 'ended'} ${timeHtml(time)}`}${ranFor !== undefined && `, ran ${durationText(ranFor)}`}. `;
}

const nothing = ({ project, asked }: ProjectView): Html =>
  asked.ref === undefined
    ? html`<p>
          No build is known yet.
          ${project.filterGroups ? 'The next push that passes its filters starts one.' : 'No event starts one, since the project has no filter groups: start one below, or through the API.'}
        </p>
        ${project.badge.enabled && html`<p><img src="${badgeUrl(project, '')}" alt="The badge of ${project.name}" /></p>`}`
    : html`<p>No build of <bdi>${refName(asked.ref)}</bdi> is known.</p>`;

function content({ project, asked, refs, history, statistics }: ProjectView): Html {
  const { success, median } = statistics;
  const running = history.filter(({ state }) => isUnfinished(state)).length;
  const [shown, folded] = [refs.slice(0, REFS_SHOWN), refs.slice(REFS_SHOWN)];
  const item = ({ record, state }: ShownBuild): Html =>
    html`<li>
      ${stateHtml(state)}
      <a href="${projectPath(project.name)}?ref=${encodeSegment(record.ref ?? '')}"
        ><bdi>${refName(record.ref ?? '')}</bdi></a
      >
    </li> `;
  const which = `the last ${history.length}${asked.ref === undefined ? '' : ` of ${refName(asked.ref)}`}`;
  return html`<dl class="stats">
      <div>
        <dt>Success rate</dt>
        <dd>
          <b>${success ? `${Math.floor((100 * success.passed) / success.of)} %` : '–'}</b
          >${success ? `${success.passed} of ${success.of} that passed or failed, of ${which}` : 'no build has passed or failed yet'}
        </dd>
      </div>
      <div>
        <dt>Median run time</dt>
        <dd>
          <b>${median ? durationText(median.ranFor) : '–'}</b
          >${median ? `of the ${median.of} that passed, of ${which}` : 'no build has passed yet'}
        </dd>
      </div>
      <div>
        <dt>In progress</dt>
        <dd><b>${running}</b>queued or running</dd>
      </div>
    </dl>
    ${historyChart(history, statistics)}
    <h2>Branches, tags and pull requests</h2>
    <ul class="refs">
      ${shown.map(item)}
    </ul>
    ${
      folded.length > 0 &&
      html`<details>
        <summary>${folded.length} more</summary>
        <ul class="refs">
          ${folded.map(item)}
        </ul>
      </details>`
    }`;
}
