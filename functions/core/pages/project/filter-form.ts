import { BADGE_STATES } from '../../badge/badge-state.ts';
import { Html, html } from '../frame/html.ts';
import { projectPath } from '../../page-path.ts';
import { refName } from '../shown/ref-html.ts';
import type { ProjectView } from './project-view.ts';

/** A form that works without scripts: the page's address contains the filter. */
export function filterForm({ project, asked, refs, ownRef }: ProjectView): Html {
  const known = new Set([ownRef, ...refs.flatMap(({ record }) => record.ref ?? []), ...(asked.ref ? [asked.ref] : [])]);
  const states = Object.values(BADGE_STATES).map(({ message }) => message);
  const isFiltered = asked.ref !== undefined || asked.state !== undefined;
  return html`<form method="get" action="${projectPath(project.name)}">
    <label
      >Ref<select name="ref">
        <option value="">all</option>
        ${[...known].map((ref) => option(ref, refName(ref), ref === asked.ref))}
      </select></label
    >
    <label
      >State<select name="state">
        <option value="">all</option>
        ${states
          .filter((state) => state !== BADGE_STATES.unknown.message)
          .map((state) =>
            option(state, state, asked.state !== undefined && state === BADGE_STATES[asked.state].message),
          )}
      </select></label
    >
    <button>Filter</button>${isFiltered && html` <a href="${projectPath(project.name)}">Show all</a>`}
  </form>`;
}

const option = (value: string, text: string, isSelected: boolean): Html =>
  html`<option${value !== text && html` value="${value}"`}${isSelected && new Html(' selected')}>${text}</option>`;
