import {
  BatchGetBuildsCommand,
  paginateListBuildsForProject,
  paginateListProjects,
  type CodeBuildClient,
} from '@aws-sdk/client-codebuild';
import { suggestName } from '../findings/suggest-name.ts';

export interface LocalBuild {
  readonly id: string;
  readonly status: string;
}

/** The project's build with that number, or its newest. @throws Error, one line, naming what exists instead */
export async function findBuild(client: CodeBuildClient, project: string, number?: number): Promise<LocalBuild> {
  await expectProject(client, project);
  let newest: number | undefined;
  for await (const { ids = [] } of paginateListBuildsForProject({ client }, { projectName: project })) {
    if (ids.length === 0) break;
    const { builds = [] } = await client.send(new BatchGetBuildsCommand({ ids }));
    newest ??= builds[0]?.buildNumber;
    const found = number === undefined ? builds[0] : builds.find(({ buildNumber }) => buildNumber === number);
    if (found) return { id: found.id ?? '', status: found.buildStatus ?? '' };
  }
  if (newest === undefined)
    throw new Error(`The project "${project}" has no builds yet: push to it, or run npm run build -- ${project}.`);
  throw new Error(
    `The project "${project}" has no build #${number}: choose a number up to ${newest}, its newest build.`,
  );
}

async function expectProject(client: CodeBuildClient, project: string): Promise<void> {
  const known: string[] = [];
  for await (const { projects = [] } of paginateListProjects({ client }, {})) known.push(...projects);
  if (!known.includes(project))
    throw new Error(`There is no project named "${project}": ${suggestName(project, known)}`);
}
