import * as v from 'valibot';
import { nonEmpty } from '../../../codebuild/input-schemas.ts';
import type { Account } from '../state/account.ts';
import { projectName } from '../arns.ts';
import { parseInput } from './parse-input.ts';

const Input = v.object({ name: nonEmpty });

/**
 * Deletes the project and stops its builds. As in the service, the builds stay, and an unknown project is not an error.
 * https://docs.aws.amazon.com/codebuild/latest/APIReference/API_DeleteProject.html
 */
export async function deleteProject(input: unknown, { projects, builds, queue }: Account): Promise<object> {
  const name = projectName(parseInput(Input, input).name);
  projects.delete(name);
  const ids = builds
    .list()
    .filter(({ build }) => build.projectName === name)
    .map(({ build }) => build.id);
  await Promise.all(ids.map((id) => queue.end(id, { status: 'STOPPED' })));
  return {};
}
