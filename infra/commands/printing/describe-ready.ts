import path from 'node:path';
import type { LocalService } from '../../local/local-service.ts';
import { projectsFilePath } from '../../projects-file/load-projects-file.ts';
import { shownPath } from '../../shown-path.ts';

/** The first names of a long list are enough to recognise a projects file. */
const MOST_NAMES = 8;

/** Where the service is reachable, and which projects it has from which source. */
export function describeReady({ url, configuredProjects, remotes }: LocalService, stateDirectory: string): string {
  const served = remotes.map(({ name, buildspec }) => (buildspec === undefined ? name : `${name} (${buildspec})`));
  return [
    `Pushlight is ready: ${url}`,
    `  projects  ${list(configuredProjects)}  from ${shownPath(projectsFilePath())}`,
    `            ${list(served)}  from ${shownPath(path.join(stateDirectory, 'git'))}`,
  ].join('\n');
}

function list(names: readonly string[]): string {
  const more = names.length > MOST_NAMES ? [`${names.length - MOST_NAMES} more`] : [];
  return [...names.slice(0, MOST_NAMES), ...more].join(', ') || 'none';
}
