/**
 * Whether a project's buildspec is inline text rather than a file name. Like CodeBuild, this treats a text with line
 * breaks as inline.
 */
export const isInline = (buildspec: string): boolean => /\n|^\s*\{/.test(buildspec);
