import { createHash } from 'node:crypto';
import type { BadgeQuery } from '../badge/badge-query.ts';
import { BADGE_STYLE_NAMES } from '../badge/drawing/badge-style.ts';
import { escapeXml } from '../http/escape-xml.ts';
import type { Project } from '../configuration.ts';
import { badgeSnippets } from './badge-snippets.ts';
import { badgeUrl, ownBranch } from './badge-url.ts';
import type { ProjectPage } from './project-list.ts';
import { projectUrl } from './project-url.ts';

/** Behind a CDN or a proxy, only the browser knows the public address. */
const SCRIPT =
  'for (const field of document.querySelectorAll("textarea"))' +
  'field.value = field.value.replaceAll(document.body.dataset.origin, location.origin);';

/**
 * What the page can load and run: badges of this service, and the script above. Hashed on demand, since most requests
 * are for images.
 */
export const badgesPagePolicy = (): string =>
  "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; " +
  `frame-ancestors 'none'; script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`;

export interface BadgesPage {
  readonly list: ProjectPage;
  /** SVGs, one per project of the list. */
  readonly badges: readonly string[];
  /** The project to show snippets for. */
  readonly chosen?: Project | undefined;
  /** The query's `branch` and `style` for the chosen project. */
  readonly asked: Pick<BadgeQuery, 'branch' | 'style'>;
  /** The origin of this service: "https://ci.example.com" */
  readonly origin: string;
}

/** A page with the badges of the public projects, and with snippets to copy for the chosen one. */
export const badgesPage = ({ list, badges, chosen, asked, origin }: BadgesPage): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Badges</title>
<style>
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 0 auto; padding: 1rem }
ul { list-style: none; padding: 0 }
li { display: flex; gap: 1rem; align-items: center; padding: .25rem 0 }
li svg { flex: none }
textarea { box-sizing: border-box; width: 100%; font: 13px/1.5 ui-monospace, monospace }
label { display: block; margin: .5rem 0 }
</style>
<body data-origin="${escapeXml(origin)}">
<h1>Badges</h1>
${chosen ? chosenSection(chosen, asked, origin) : ''}
<ul>
${list.projects.map(({ project }, index) => listItem(project.name, badges[index] ?? '')).join('\n')}
</ul>
${list.projects.length === 0 ? '<p>No project has a public badge.</p>' : ''}
${list.pages > 1 ? pageLinks(list) : ''}
<script>${SCRIPT}</script>
</html>
`;

const listItem = (name: string, badge: string): string =>
  `<li>${badge}<a href="?project=${encodeURIComponent(name)}">${escapeXml(name)}</a>`;

function pageLinks({ page, pages }: ProjectPage): string {
  const links = Array.from({ length: pages }, (_, index) =>
    index + 1 === page ? `<b aria-current="page">${page}</b>` : `<a href="?page=${index + 1}">${index + 1}</a>`,
  );
  return `<nav aria-label="Pages">${links.join(' ')}</nav>`;
}

function chosenSection(project: Project, asked: BadgesPage['asked'], origin: string): string {
  const branch = asked.branch || ownBranch(project);
  const { style } = asked;
  const alt = `Build status of ${project.name}`;
  const image = badgeUrl(project, origin, { branch, style });
  const snippets = badgeSnippets({ image, link: projectUrl(project, origin), alt });
  const options = BADGE_STYLE_NAMES.map((name) => `<option${name === style ? ' selected' : ''}>${name}</option>`);
  return `<section aria-labelledby="chosen">
<h2 id="chosen">${escapeXml(project.name)}</h2>
<p><img src="${escapeXml(badgeUrl(project, '', { branch, style }))}" alt="${escapeXml(alt)}">
<form>
<input type="hidden" name="project" value="${escapeXml(project.name)}">
<label>Branch <input name="branch" value="${escapeXml(branch)}"></label>
<label>Style <select name="style">${options.join('')}</select></label>
<button>Show</button>
</form>
${Object.entries(snippets)
  .map(
    ([language, snippet]) => `<label>${language}<textarea readonly rows="3">${escapeXml(snippet)}</textarea></label>`,
  )
  .join('\n')}
</section>`;
}
