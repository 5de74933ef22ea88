import { CODEBUILD_KEYS, type ProjectInput } from './schema/projects-file-schema.ts';

type Members = Pick<ProjectInput, (typeof CODEBUILD_KEYS)[number]>;

const KEYS: ReadonlySet<string> = new Set(CODEBUILD_KEYS);

/** What CodeBuild is to know of a project: all but its ARN and what is Pushlight's. */
export const codebuildMembers = (project: ProjectInput): Members =>
  Object.fromEntries(Object.entries(project).filter(([key]) => KEYS.has(key))) as Members;
