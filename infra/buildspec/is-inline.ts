/** Whether a project's buildspec is an inline one and not a file name. CodeBuild also decides by line breaks. */
export const isInline = (buildspec: string): boolean => /\n|^\s*\{/.test(buildspec);
