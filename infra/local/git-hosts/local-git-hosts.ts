import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Hook } from '../../../functions/core/configuration.ts';
import { LOCAL_STAGE } from '../../serverless-file/local-stage.ts';
import type { Parameters } from '../parameters/parameters.ts';
import type { Report } from '../progress.ts';
import { createCommitStatuses, type KeptStatus } from './commit-statuses.ts';
import { startGitHosts, type GitHostStandIns } from './git-hosts.ts';

/**
 * The stand-ins for the hooks' hosts, backed by a file in the state directory. Local builds are never reported to a
 * real host. A hook that needs a credential gets one at the first start.
 * @throws Error, one line, if the file is damaged
 */
export async function startLocalGitHosts(options: {
  readonly directory: string;
  readonly hooks: readonly Hook[];
  readonly parameters: Parameters;
  readonly report: Report;
}): Promise<GitHostStandIns> {
  const { directory, hooks, parameters, report } = options;
  const parameterOf = (hook: string): string => `/pushlight/${LOCAL_STAGE}/credentials/${hook}`;
  for (const { name, credential } of hooks) {
    if (credential === undefined || parameters.get(parameterOf(name)) !== undefined) continue;
    parameters.put(parameterOf(name), randomBytes(20).toString('hex'));
  }
  const statuses = createCommitStatuses({
    file: path.join(directory, 'commit-statuses.jsonl'),
    now: Date.now,
    onStatus: (status) => report(progressOf(status)),
  });
  const standIns = await startGitHosts({ hooks, statuses, credential: (hook) => parameters.get(parameterOf(hook)) });
  return {
    ...standIns,
    async stop() {
      await standIns.stop();
      statuses.close();
    },
  };
}

const progressOf = ({ repository, commit, context, name, state, description }: KeptStatus) =>
  ({
    type: 'status',
    // The local name of a repository on this machine.
    repository: path.basename(repository),
    commit,
    context: name ?? context,
    state,
    description,
  }) as const;
