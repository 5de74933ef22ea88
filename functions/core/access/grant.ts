import * as v from 'valibot';
import { ACTIONS, type Action, type Grant } from '../api-access.ts';
import { branchRef, refKind } from '../ref.ts';
import { matchesGlob } from './glob.ts';
import { whyNeverSet } from './variable-name.ts';

export const may = ({ projects, actions }: Grant, action: Action, project: string): boolean =>
  actions.includes(action) && projects.some((glob) => matchesGlob(glob, project));

/** @param ref the full ref; only branches and tags can be granted */
export function mayUseRef({ refs }: Grant, ref: string): boolean {
  const kind = refKind(ref);
  return (kind === 'branch' || kind === 'tag') && refs.some((glob) => matchesGlob(fullPattern(glob), ref));
}

export const mayUseVariable = ({ variables }: Grant, name: string): boolean =>
  variables.includes(name) && whyNeverSet(name) === undefined;

const fullPattern = (glob: string): string => (glob.startsWith('refs/') ? glob : branchRef(glob));

const projectGlob = v.pipe(
  v.string(),
  v.regex(/^[\w*-]{1,150}$/, ({ received }) => `${received} is neither a project name nor a pattern such as api-*`),
);

const refGlob = v.pipe(
  v.string(),
  v.check(
    (glob) => ['branch', 'tag'].includes(refKind(fullPattern(glob).replaceAll('*', 'x')) ?? ''),
    ({ received }) =>
      `${received} is not a valid pattern for branches or tags: use main, release/* or refs/tags/v*, where * matches any text`,
  ),
);

const variableName = v.pipe(
  v.string(),
  v.rawCheck(({ dataset, addIssue }) => {
    const why = dataset.typed ? whyNeverSet(dataset.value) : undefined;
    if (why !== undefined) addIssue({ message: why });
  }),
);

/** A grant as a person writes it. A grant without actions only allows reading. */
export const grantEntries = {
  projects: v.pipe(v.array(projectGlob), v.nonEmpty('must name at least one project, or a pattern such as api-*')),
  actions: v.optional(
    v.pipe(
      v.array(v.picklist(ACTIONS, ({ received }) => `${received} is not valid (allowed: ${ACTIONS.join(', ')})`)),
      v.nonEmpty(`must contain at least one of ${ACTIONS.join(', ')}`),
    ),
    ['read'],
  ),
  refs: v.optional(v.array(refGlob), []),
  variables: v.optional(v.array(variableName), []),
};

/** Why a grant cannot be intended; undefined for a useful one. */
export function whyUseless({ actions, refs, variables }: Grant): string | undefined {
  const starting = actions.filter((action) => action === 'start' || action === 'retry');
  if (starting.length > 0 && refs.length === 0) {
    return `the action ${starting.join(' and ')} allows no build without refs: add the refs that can be built, for example main, release/* or refs/tags/v*`;
  }
  if (variables.length > 0 && !actions.includes('start'))
    return 'variables has no effect without the action start: add start to actions';
  return undefined;
}
