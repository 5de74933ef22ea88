/** Whether a project's buildspec is the buildspec itself, and not the name of a file. CodeBuild tells it by the lines. */
export const isInline = (buildspec: string): boolean => /\n|^\s*\{/.test(buildspec);
