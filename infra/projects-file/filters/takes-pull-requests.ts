import { passingEvents } from './passing-events.ts';
import type { FilterInput } from '../schema/projects-file-schema.ts';

/** Whether pull requests can pass the EVENT filters of a group. */
export const takesPullRequests = (group: readonly FilterInput[]): boolean =>
  passingEvents(group).some((event) => event.startsWith('PULL_REQUEST_'));
