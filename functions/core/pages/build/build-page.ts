import { encodeSegment } from '../../encode-segment.ts';
import { BADGE_STATES } from '../../badge/badge-state.ts';
import { durationText } from '../../badge/duration-text.ts';
import { actionsForm } from '../shown/actions-form.ts';
import type { BuildView } from './build-view.ts';
import { buildsTable } from '../shown/builds-table.ts';
import type { LogEnd } from './log-end.ts';
import type { FailedPhase } from './failed-phase.ts';
import { framePage } from '../frame/frame-page.ts';
import { html, type Html, type HtmlPart } from '../frame/html.ts';
import { buildPath, projectPath } from '../../page-path.ts';
import { stateHtml } from '../frame/state-html.ts';
import { timeHtml } from '../frame/time-html.ts';
import { liveHtml, REFRESH_SECONDS } from '../shown/live-html.ts';
import { PAGE_SCRIPT } from '../shown/page-script.ts';
import { phasesTable, words } from './phases-table.ts';
import { commitHtml, refHtml } from '../shown/ref-html.ts';
import { isUnfinished } from '../shown/shown-build.ts';
import { triggerText } from '../shown/trigger-text.ts';

/** The page of a build, for people. */
export function buildPage(view: BuildView): string {
  const { project, build, failed, logEnd, ofCommit, links } = view;
  const { record, state } = build;
  const { number, buildId, phases = [] } = record;
  const isLive = isUnfinished(state) || (logEnd !== undefined && 'isAwaited' in logEnd);
  const path = `/builds/${encodeSegment(buildId)}`;
  return framePage({
    title: `${project.name} #${number}: ${BADGE_STATES[state].message} · Pushlight`,
    place: 'Projects',
    state,
    isIndexed: project.pages === 'indexed',
    refreshAfter: isLive && REFRESH_SECONDS,
    script: PAGE_SCRIPT,
    main: html`${liveHtml(
      isLive,
      html`<p class="dim">
          <a href="${projectPath(project.name)}"><bdi>${project.name}</bdi></a>
        </p>
        <h1>Build #${number} ${stateHtml(state)}</h1>
        ${failed && failure(failed, state)} ${logEnd && endOfLog(logEnd)} ${facts(view)}
        ${
          phases.length > 0 &&
          html`<h2>Phases</h2>
            ${phasesTable(record)}`
        }
        ${
          ofCommit.length > 0 &&
          html`<h2>Other builds of this commit</h2>
            ${buildsTable(ofCommit, links)}`
        }`,
    )}
    ${actionsForm({
      title: 'Repeat or stop this build',
      buttons: [
        { text: 'Retry', path: `${path}/retry` },
        { text: 'Stop', path: `${path}/stop` },
      ],
    })}`,
  });
}

const failure = ({ type, exitStatus, detail }: FailedPhase, state: string): Html =>
  html`<section class="why ${state}">
    <h2>
      The ${words(type)} phase ${exitStatus === undefined ? 'did not succeed' : `ended with exit status ${exitStatus}`}
    </h2>
    ${detail !== undefined && html`<p class="m"><bdi>${detail}</bdi></p>`}
  </section>`;

const endOfLog = (log: LogEnd): Html =>
  'why' in log
    ? html`<p class="dim">${log.why}</p>`
    : html`<h2>Last lines of the log</h2>
        ${log.isCut && html`<p class="dim">Earlier lines are not shown.</p>`}
        <pre class="log" tabindex="0" role="region" aria-label="Last lines of the log">${log.text}</pre>`;

function facts({ build, links, project }: BuildView): Html {
  const { record, queuedFor, ranFor } = build;
  const { ref, commit, fork, reason, startedAt, endedAt, number } = record;
  const rows: readonly (readonly [string, HtmlPart])[] = [
    ['Ref', ref !== undefined && refHtml(ref, links)],
    ['Commit', commit !== undefined && commitHtml(commit, links)],
    ['Trigger', html`${triggerText(record)}${fork && ' from a fork'}`],
    ['Verdict', reason],
    ['Started', startedAt !== undefined && timeHtml(startedAt)],
    ['Queued for', queuedFor !== undefined && durationText(queuedFor)],
    ['Ran for', ranFor !== undefined && durationText(ranFor)],
    ['Ended', endedAt !== undefined && timeHtml(endedAt)],
    [
      'More',
      html`<a href="${buildPath(project.name, number)}.json">JSON</a
        ><span hidden data-act> · <a href="#act">Retry or stop</a></span>`,
    ],
  ];
  return html`<dl class="facts">
    ${rows.map(
      ([name, value]) =>
        value !== undefined &&
        value !== false &&
        html`<dt>${name}</dt>
          <dd>${value}</dd> `,
    )}
  </dl>`;
}
