import { refKind, shortRef } from '../../ref.ts';
import { html, type Html } from '../frame/html.ts';
import type { RepositoryLinks } from './repository-links.ts';

/** "main", "tag v1", "pull request 7" */
export function refName(ref: string): string {
  const kind = refKind(ref);
  if (kind === 'pull request') return `pull request ${ref.split('/')[2]}`;
  return kind === 'tag' ? `tag ${shortRef(ref)}` : shortRef(ref);
}

/**
 * A ref with a link to its Git host. Its text direction is isolated, since a name can contain characters of any script.
 */
export function refHtml(ref: string, links: RepositoryLinks | undefined): Html {
  const url = links?.ofRef(ref);
  const name = html`<bdi>${refName(ref)}</bdi>`;
  return url === undefined ? name : html`<a href="${url}">${name}</a>`;
}

/** A commit with a link to its Git host. */
export function commitHtml(commit: string, links: RepositoryLinks | undefined): Html {
  const short = commit.slice(0, 7);
  return links ? html`<a href="${links.ofCommit(commit)}">${short}</a>` : html`<span class="m">${short}</span>`;
}
