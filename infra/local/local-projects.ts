import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { loadProjectsFile } from '../projects-file/load-projects-file.ts';
import { readProjectsFile, type ProjectsFile } from '../projects-file/read-projects-file.ts';
import type { Remote } from './git/remote.ts';
import { replaceFile } from './state/replace-file.ts';

/** The hook that the local remotes deliver to. */
export const LOCAL_HOOK = 'local';

/**
 * A project for each local remote: every push builds, and its pages and the badge of its default branch are public. Written to a file
 * that people can read.
 *
 * @param credential how Pushlight authenticates to the local Git host; without, commits show no statuses
 */
export async function writeLocalProjects(
  directory: string,
  remotes: readonly Remote[],
  credential: 'token' | undefined,
): Promise<ProjectsFile> {
  const file = fileIn(directory);
  const projects = remotes.map((remote) => ({
    name: remote.name,
    source: {
      type: 'GITHUB',
      location: remote.path,
      ...(remote.buildspec !== undefined && { buildspec: remote.buildspec }),
    },
    environment: {
      type: 'LINUX_CONTAINER',
      image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0',
      computeType: 'BUILD_GENERAL1_SMALL',
    },
    badge: { badgeEnabled: true, branch: remote.branch },
    pages: 'public',
    // The page of a failed build shows why. Values of Parameter Store, which the local one hides too, are the reader's own.
    logExcerpt: { secrets: 'masked' },
    webhook: { filterGroups: [[{ type: 'EVENT', pattern: 'PUSH' }]] },
  }));
  const webhooks = { [LOCAL_HOOK]: { provider: 'github', host: 'localhost', ...(credential && { credential }) } };
  const text = `# Every npm start overwrites this file. It has one project for each repository in git/.\n${stringify({ webhooks, projects })}`;
  replaceFile(file, text);
  const read = readProjectsFile(text);
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => `${file}: ${message}`).join('\n'));
  return read;
}

/** The projects file that the last `npm start` with the directory wrote for local repositories. */
export async function loadLocalProjects(directory: string): Promise<ProjectsFile> {
  const projects = await loadProjectsFile();
  const file = fileIn(directory);
  const made = existsSync(file) ? readProjectsFile(readFileSync(file, 'utf8')) : { problems: [] };
  return 'problems' in made ? projects : joinProjectsFiles(projects, made);
}

const fileIn = (directory: string): string => path.join(directory, 'projects.yml');

/** Joins two projects files. @throws Error naming the hooks and projects that both contain */
export function joinProjectsFiles(one: ProjectsFile, other: ProjectsFile): ProjectsFile {
  const names = (file: ProjectsFile) => [
    ...file.hooks.map(({ name }) => name),
    ...file.projects.map(({ written }) => written.name),
  ];
  const twice = names(one).filter((name) => names(other).includes(name));
  if (twice.length > 0) {
    throw new Error(`The projects file and .pushlight/git both contain ${twice.join(', ')}: rename one of them.`);
  }
  return {
    ...one,
    hooks: [...one.hooks, ...other.hooks],
    projects: [...one.projects, ...other.projects],
    warnings: [...one.warnings, ...other.warnings],
    ignored: [...one.ignored, ...other.ignored],
  };
}
