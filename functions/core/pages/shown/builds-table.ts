import { durationText } from '../../badge/duration-text.ts';
import { html, type Html } from '../frame/html.ts';
import { buildPath } from '../../page-path.ts';
import { stateHtml } from '../frame/state-html.ts';
import { timeHtml } from '../frame/time-html.ts';
import { commitHtml, refName } from './ref-html.ts';
import type { RepositoryLinks } from './repository-links.ts';
import type { ShownBuild } from './shown-build.ts';
import { triggerText } from './trigger-text.ts';

/** A table of builds. Less important columns are hidden on a narrow screen, since each build's own page shows them. */
export const buildsTable = (
  builds: readonly ShownBuild[],
  links: RepositoryLinks | undefined,
  named?: 'with projects',
): Html => html`<table class="builds">
<thead><tr><th scope="col">State<th scope="col">Build<th scope="col">Ref and commit<th scope="col">Trigger<th scope="col">Queued<th scope="col">Ran<th scope="col">Started<noscript> (UTC)</noscript>
<tbody>
${builds.map((build) => row(build, links, named !== undefined))}</table>`;

function row(
  { record, state, queuedFor, ranFor }: ShownBuild,
  links: RepositoryLinks | undefined,
  isNamed: boolean,
): Html {
  const { project, number, ref, commit, startedAt } = record;
  return html`<tr>
    <td>${stateHtml(state)}</td>
    <td><a href="${buildPath(project, number)}">${isNamed && `${project} `}#${number}</a></td>
    <td>
      ${ref !== undefined && html`<bdi>${refName(ref)}</bdi>`} ${commit !== undefined && commitHtml(commit, links)}
    </td>
    <td>${triggerText(record)}</td>
    <td>${duration(queuedFor)}</td>
    <td>${duration(ranFor)}</td>
    <td>${startedAt !== undefined && timeHtml(startedAt, 'in a column of UTC')}</td>
  </tr> `;
}

const duration = (milliseconds: number | undefined): string | undefined =>
  milliseconds === undefined ? undefined : durationText(milliseconds);
