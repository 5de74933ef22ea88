/** The tag of projects that a stage's functions can use, where a role cannot name all projects. */
export const PROJECT_TAG = 'pushlight:stage';

/**
 * The tag of projects that the deployment created. If such a project gets an arn in the projects file, the deployment
 * would delete it.
 */
export const CREATED_TAG = 'pushlight:created';
