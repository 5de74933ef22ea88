import type { Project } from '../../functions/core/configuration.ts';
import type { Buildspec } from '../buildspec/buildspec.ts';
import { logGroupOf } from '../codebuild/log-group.ts';
import type { ProjectInput } from './schema/projects-file-schema.ts';
import { whyNoExcerpt } from './why-no-excerpt.ts';

/** The part of a project's `logExcerpt` that the functions receive. */
export function compileLogExcerpt(
  project: ProjectInput,
  buildspec: Buildspec | undefined,
): Pick<Project, 'logExcerpt'> {
  const { logExcerpt, logsConfig } = project;
  if (!logExcerpt) return {};
  const why = whyNoExcerpt(project, buildspec);
  const streamPrefix = logsConfig?.cloudWatchLogs?.streamName;
  return {
    logExcerpt: {
      when: logExcerpt.when,
      forks: logExcerpt.forks,
      groupName: logGroupOf(project),
      ...(streamPrefix !== undefined && { streamPrefix }),
      ...(why && { withheld: why.withheld }),
    },
  };
}
