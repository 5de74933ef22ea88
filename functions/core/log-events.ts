/**
 * Every event that the functions log. Its name, the line's `event`, never changes, and metric filters count by it. Its
 * text, the line's `message`, is for people and can be reworded.
 */
export const LOG_EVENTS = {
  'delivery-not-verified': 'delivery not verified',
  'delivery-of-unknown-hook': 'delivery to an unknown hook',
  'delivery-verified': 'delivery verified',
  'delivery-malformed': 'delivery verified, but not readable',
  'delivery-not-taken': 'delivery not accepted',

  'build-started': 'build started',
  'report-refused': 'build started, but CodeBuild cannot report it to the Git host',
  'job-done-before': 'nothing to start: already done',
  'job-superseded': 'nothing to start: a newer push was started',
  'job-waits': 'a job must wait',
  'job-failed': 'a job failed and stays in the queue',
  'job-given-up': 'a job was moved to the dead-letter queue',
  'build-stopped': 'build stopped: a newer one has started',
  'older-build-not-stopped': 'an older build was not stopped',

  'event-ignored': 'event ignored',
  'event-of-unknown-build': 'event of an unknown build ignored',
  'build-observed': 'build observed',
  'build-not-read': 'BatchGetBuilds failed',
  reconciled: 'reconciled',
  'project-not-reconciled': 'a project was not reconciled',
  'builds-not-listed': 'ListBuilds failed: missed events are found project by project',

  'status-sent': 'commit status sent',
  'status-dropped': 'nothing to send: the commit shows this or a later status',
  'status-waits': 'a commit status must wait',
  'status-failed': 'a commit status failed and stays in the queue',
  'status-not-allowed': 'a Git host refuses the credential of a hook',
  'status-not-in-fork':
    'a fork, where its host shows statuses of merge requests, is closed to the credential of a hook',
  'status-refused': 'a Git host refused a commit status for good',
  'status-given-up': 'a commit status was moved to the dead-letter queue',
  'credential-allows-more': 'the credential of a hook allows more than commit statuses',

  'excerpt-kept': 'an excerpt of a log was kept',
  'excerpt-not-wanted': 'no excerpt to keep: the project wants none',
  'excerpt-waits': 'the end of a log has not arrived yet',
  'excerpt-without-log': 'no excerpt to keep: the build has no log',
  'excerpt-failed': 'an excerpt was not kept, and stays in the queue',

  'rows-not-read': 'builds table not read',
  'label-not-shaped': 'a label was not shaped',

  'caller-not-authenticated': 'a caller was not authenticated',
  'authentication-failed': 'a caller could not be authenticated',
  'call-failed': 'a call failed',
  'build-not-started': 'CodeBuild refused to start a build',
  'build-not-stopped': 'CodeBuild refused to stop a build',
  'rows-not-written': 'the rows of a started build were not written',
  'wait-not-begun': 'a wait could not begin',
  'wait-not-ended': 'a wait could not end',
  audit: 'audit',
} as const;

export type LogEventName = keyof typeof LOG_EVENTS;
