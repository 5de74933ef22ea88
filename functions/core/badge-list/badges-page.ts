import { badgeState } from '../badge/badge-state.ts';
import type { Project } from '../configuration.ts';
import { FORM_STYLES } from '../pages/frame/form-styles.ts';
import { framePage } from '../pages/frame/frame-page.ts';
import { html, type Html } from '../pages/frame/html.ts';
import { stateHtml } from '../pages/frame/state-html.ts';
import { badgeBuilder } from './badge-builder.ts';
import { BUILDER_SCRIPT } from './builder-script.ts';
import type { ListedProject, ProjectPage } from './project-list.ts';
import { projectUrl } from './project-url.ts';

export interface BadgesPage {
  readonly list: ProjectPage;
  /** The project to build a badge of. */
  readonly chosen?: Project | undefined;
  /** The fields that the builder's form has sent. */
  readonly query: URLSearchParams;
  /** The origin of this service: "https://ci.example.com" */
  readonly origin: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A page with the badges of the public projects, and with a builder of the chosen one's. */
export const badgesPage = ({ list, chosen, query, origin, now }: BadgesPage): string =>
  framePage({
    title: `${chosen ? `Badge of ${chosen.name}` : 'Badges'} · Pushlight`,
    place: 'Badges',
    styles: FORM_STYLES,
    script: BUILDER_SCRIPT,
    main: html`<h1 id="own" data-origin="${origin}">${chosen ? html`Badge of <bdi>${chosen.name}</bdi>` : 'Badges'}</h1>
      ${chosen && badgeBuilder(chosen, query, origin)} ${chosen && html`<h2>All badges</h2>`}
      ${list.projects.length === 0 ? NONE : table(list.projects, now)} ${list.pages > 1 && pageLinks(list)}`,
  });

const EXAMPLE = `projects:
  - name: web
    badge: { badgeEnabled: true, branch: main }`;

const NONE = html`<p>No project has a public badge. To show one, set this in the projects file and deploy:</p>
  <pre>${EXAMPLE}</pre>`;

const table = (projects: readonly ListedProject[], now: number): Html => html`<table>
<thead><tr><th scope="col">Project<th scope="col">Badge<th scope="col" class="w">State<th scope="col"><span class="unseen">Builder</span>
<tbody>
${projects.map((listed) => row(listed, now))}</table>`;

function row({ project, newest }: ListedProject, now: number): Html {
  const { name } = project;
  return html`<tr>
    <th scope="row"><a href="${projectUrl(project, '')}">${name}</a></th>
    <td>
      <img src="/badges/${encodeURIComponent(name)}.svg" alt="" height="20" loading="lazy" />
      <td class="w">${stateHtml(badgeState(newest, now))}</td>
      <td class="n">
        <a href="?project=${encodeURIComponent(name)}" aria-label="Build a badge of ${name}">Build a badge</a>
      </td>
    </td>
  </tr> `;
}

function pageLinks({ page, pages }: ProjectPage): Html {
  const links = Array.from({ length: pages }, (_, index) =>
    index + 1 === page
      ? html`<b aria-current="page">${page}</b> `
      : html`<a href="?page=${index + 1}">${index + 1}</a> `,
  );
  return html`<nav aria-label="Pages of badges">${links}</nav>`;
}
