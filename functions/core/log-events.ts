/**
 * Every line that the functions log: its `event`, which never changes and by which metric filters count it, and its
 * `message`, which people read and which can be reworded.
 */
export const LOG_EVENTS = {
  'delivery-not-verified': 'delivery not verified',
  'delivery-of-unknown-hook': 'delivery to an unknown hook',
  'delivery-verified': 'delivery verified',
  'delivery-malformed': 'delivery verified, but not readable',
  'delivery-not-taken': 'delivery not taken',

  'build-started': 'build started',
  'report-refused': 'CodeBuild started the build only without reporting it to the Git host',
  'job-done-before': 'nothing to start: done before',
  'job-superseded': 'nothing to start: a newer push was started',
  'job-waits': 'a job has to wait',
  'job-failed': 'a job failed and stays in the queue',
  'job-given-up': 'a job was put on the dead-letter queue',
  'build-stopped': 'build stopped: a newer one was started',
  'older-build-not-stopped': 'an older build was not stopped',

  'event-ignored': 'event ignored',
  'event-of-unknown-build': 'event of an unknown build ignored',
  'build-observed': 'build observed',
  'build-not-read': 'BatchGetBuilds failed',
  reconciled: 'reconciled',
  'project-not-reconciled': 'a project was not reconciled',

  'rows-not-read': 'builds table not read',
  'label-not-shaped': 'label not shaped',

  'caller-not-authenticated': 'a caller was not authenticated',
  'authentication-failed': 'a caller could not be authenticated',
  'call-failed': 'a call failed',
  'build-not-started': 'CodeBuild did not start a build',
  'build-not-stopped': 'CodeBuild did not stop a build',
  'rows-not-written': 'the rows of a started build were not written',
  'wait-not-begun': 'a request could not wait',
  'wait-not-ended': 'a wait could not be taken off the list',
  audit: 'audit',
} as const;

export type LogEvent = keyof typeof LOG_EVENTS;
