import { encodeSegment } from './encode-segment.ts';

/** The path of a project's page. */
export const projectPath = (project: string): string => `/projects/${encodeSegment(project)}`;

/** The path of a build's page. */
export const buildPath = (project: string, number: number): string => `${projectPath(project)}/builds/${number}`;
