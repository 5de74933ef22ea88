import { mayUseRef, mayUseVariable } from '../../access/grant.ts';
import { whyNeverSet } from '../../access/variable-name.ts';
import { BUILD_VARIABLES } from '../../builds/build-variables.ts';
import { codeBuildReport, hookOf } from '../../builds/codebuild-report.ts';
import { findMarked } from '../../start/claimed-start.ts';
import { refKind, shortRef } from '../../ref.ts';
import { cloneUrl } from '../../clone-url.ts';
import { makeTarget } from '../../statuses/make-target.ts';
import { makeStartRequest, pinsCommits } from '../../start/start-request.ts';
import { NOT_FOUND, refuse, type ApiResponse } from '../api-response.ts';
import type { ApiPorts } from '../api-ports.ts';
import type { Call } from '../call.ts';
import { namedRef } from './named-ref.ts';
import type { Shape } from '../schemas.ts';
import { startForCaller } from './start-for-caller.ts';
import { visibleProject } from './visible-project.ts';

export async function startBuild(call: Call<'startBuild'>, ports: ApiPorts): Promise<ApiResponse> {
  const project = visibleProject(call.path['project'] ?? '', call, ports.configuration);
  if (!project) return NOT_FOUND;
  const { commit, environmentVariables = [] } = call.body;
  const ref = namedRef(call.body.ref);
  if (ref === undefined) {
    const right = 'a branch name, or the full ref of a branch or tag, for example refs/heads/main or refs/tags/v1';
    return refuse('invalid-request', `ref: must be ${right}. To build a certain commit, also set "commit".`);
  }
  if (commit !== undefined && !pinsCommits(project)) {
    return refuse(
      'commit-not-pinned',
      `A source of type ${project.sourceType} cannot pin a commit. Remove "commit" from the request.`,
    );
  }
  if (!mayUseRef(call.caller.grant, ref)) {
    return refuse('ref-not-allowed', 'The token does not allow this ref. Build a ref that the token allows.');
  }
  const refused = refuseVariables(environmentVariables, call);
  if (refused) return refused;

  const given = Object.fromEntries(environmentVariables.map(({ name, value }) => [name, value]));
  return startForCaller(
    call,
    (ledgerKey) => {
      const ours = {
        [BUILD_VARIABLES.ref]: ref,
        [BUILD_VARIABLES.marker]: ledgerKey,
        [BUILD_VARIABLES.headRef]: ref,
        [BUILD_VARIABLES.trigger]: `${refKind(ref)}/${shortRef(ref)}`,
        [BUILD_VARIABLES.repository]: project.repository && cloneUrl(project.repository),
      };
      const version = { ref, commit, headRef: ref };
      const hook = hookOf(project, ports.configuration);
      const { repository, repositoryId: id = '' } = project;
      return {
        target:
          repository && makeTarget({ repository: { ...repository, id }, ref, commit, fork: false }, project, hook),
        what: [project.name, ref, commit ?? '', ...environmentVariables.flatMap(({ name, value }) => [name, value])],
        start: (token, report) =>
          ports.builds.start(makeStartRequest(project, version, { ...given, ...ours }, token, report)),
        report: codeBuildReport(project, hook),
        find: () => findMarked(project.name, ledgerKey, ports.builds),
      };
    },
    ports,
  );
}

type Variables = NonNullable<Shape<'StartBuild'>['environmentVariables']>;

function refuseVariables(variables: Variables, { caller }: Pick<Call, 'caller'>): ApiResponse | undefined {
  const names = new Set<string>();
  for (const { name } of variables) {
    const why = whyNeverSet(name);
    if (why !== undefined) return refuse('invalid-request', `environmentVariables: ${why}.`);
    if (names.has(name))
      return refuse(
        'invalid-request',
        `environmentVariables: the variable "${name}" appears twice. Remove one of the two.`,
      );
    if (!mayUseVariable(caller.grant, name)) {
      return refuse(
        'variable-not-allowed',
        `environmentVariables: the token does not allow the variable "${name}". Remove the variable.`,
      );
    }
    names.add(name);
  }
  return undefined;
}
