import { BADGE_LOGOS } from '../badge/drawing/badge-logo.ts';
import { BADGE_STYLE_NAMES } from '../badge/drawing/badge-style.ts';
import type { Project } from '../configuration.ts';
import { escapeXml } from '../http/escape-xml.ts';
import { copyButton } from '../pages/frame/copy-button.ts';
import { Html, html } from '../pages/frame/html.ts';
import { badgeSnippets } from './badge-snippets.ts';
import { badgeUrl, ownBranch } from './badge-url.ts';
import { builderParameters, OTHER_SUBJECTS } from './builder-parameters.ts';
import { projectUrl } from './project-url.ts';

const SUBJECT_LABELS: Readonly<Record<(typeof OTHER_SUBJECTS)[number], string>> = {
  tag: 'Tag',
  pr: 'Pull request',
  sha: 'Commit id',
};

/** A form for every parameter, and the snippets to paste into a README. The form also works without scripts. */
export function badgeBuilder(project: Project, query: URLSearchParams, origin: string): Html {
  const parameters = builderParameters(query, project);
  const alt = `Build status of ${project.name}`;
  const link = projectUrl(project, origin);
  const snippets = badgeSnippets({ image: badgeUrl(project, origin, parameters), link, alt });
  const other = OTHER_SUBJECTS.find((name) => parameters.has(name));
  const field = (name: string, label: string, placeholder = ''): Html =>
    html`<label
      >${label}<input
        name="${name}"
        value="${parameters.get(name) ?? ''}"
        placeholder="${placeholder}"
        spellcheck="false"
        autocapitalize="off"
        autocomplete="off"
    /></label> `;
  const choice = (name: string, label: string, options: readonly string[], none: string): Html =>
    html`<label
      >${label}<select name="${name}">
        <option value="">${none}</option>
        ${options.map((value) => html`<option${value === parameters.get(name) && SELECTED}>${value}</option>`)}
      </select></label
    > `;
  const check = (name: string, label: string): Html =>
    html`<label class="check"
      ><input type="checkbox" name="${name}" value="true" ${parameters.get(name) === 'true' && new Html(' checked')} />
      ${label}</label
    > `;
  return html`<p><img id="preview" src="${badgeUrl(project, '', parameters)}" alt="${alt}" /></p>
    <form method="get" action="/badges" data-branch="${ownBranch(project)}">
      <input type="hidden" name="project" value="${project.name}" />
      ${field('branch', 'Branch', ownBranch(project))}
      ${choice('style', 'Style', BADGE_STYLE_NAMES, `${project.badge.style ?? 'flat'} (default)`)}
      ${field('label', 'Label', project.badge.label ?? 'build')}
      ${choice('logo', 'Logo', Object.keys(BADGE_LOGOS), 'none')} ${field('color', 'Colour', 'by state')}
      ${field('labelColor', 'Colour of the label', '#555')} ${check('number', 'Number of the build')}
      ${check('duration', 'Duration')}
      <label class="check"
        ><input type="checkbox" name="show" value="last" ${parameters.get('show') === 'last' && new Html(' checked')} />
        Last finished build while one runs</label
      >
      <details class="wide" ${other !== undefined && new Html(' open')}>
        <summary>A tag, pull request or commit instead of a branch</summary>
        <div class="fields">${OTHER_SUBJECTS.map((name) => field(name, SUBJECT_LABELS[name]))}</div>
      </details>
      <button>Show</button>
    </form>
    <p class="hint">
      Colours are names of shields.io, or hex. The badge leads to
      <a href="${link}"
        >${new URL(link, 'https://pushlight.invalid').pathname === '/badges' ? 'this page' : 'its page'}</a
      >.
    </p>
    ${Object.entries(snippets).map(
      ([language, snippet]) =>
        html`<div class="snippet">
          <label>${language}${snippetField(language, snippet)}</label>${copyButton(language, `the ${language} snippet`)}
        </div>`,
    )}`;
}

/** Not indented, because all white space inside the element is shown. */
const snippetField = (language: string, snippet: string): Html =>
  new Html(
    `<textarea id="${language}" readonly rows="3"${language === 'HTML' ? ' data-escaped' : ''}>${escapeXml(snippet)}</textarea>`,
  );

const SELECTED = new Html(' selected');
