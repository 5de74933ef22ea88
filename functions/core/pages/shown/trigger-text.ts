import type { DetailedRecord } from '../../builds/build-record.ts';
import type { EventType } from '../../vocabulary.ts';

const EVENTS: Readonly<Record<EventType, string>> = {
  PUSH: 'push',
  PULL_REQUEST_CREATED: 'pull request opened',
  PULL_REQUEST_UPDATED: 'pull request updated',
  PULL_REQUEST_REOPENED: 'pull request reopened',
  PULL_REQUEST_CLOSED: 'pull request closed',
  PULL_REQUEST_MERGED: 'pull request merged',
  RELEASED: 'release',
  PRERELEASED: 'pre-release',
  WORKFLOW_JOB_QUEUED: 'workflow job',
};

/**
 * What started a build. The text names no person: a build's initiator is an identity at AWS, which pages do not show.
 */
export const triggerText = ({ eventType }: Pick<DetailedRecord, 'eventType'>): string =>
  eventType === undefined ? 'API or console' : EVENTS[eventType];
