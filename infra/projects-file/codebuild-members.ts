import { CODEBUILD_KEYS, type ProjectInput } from './schema/projects-file-schema.ts';

type Members = Pick<ProjectInput, (typeof CODEBUILD_KEYS)[number]>;

const KEYS: ReadonlySet<string> = new Set(CODEBUILD_KEYS);

/** The members of a project that CodeBuild receives: all except its ARN and Pushlight's own keys. */
export const codebuildMembers = (project: ProjectInput): Members =>
  Object.fromEntries(Object.entries(project).filter(([key]) => KEYS.has(key))) as Members;
