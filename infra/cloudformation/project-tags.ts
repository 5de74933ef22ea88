/** The tag of a project that a stage's functions may use where a role can't name all projects. */
export const PROJECT_TAG = 'pushlight:stage';

/** The tag of a project that the deployment made: once that the projects file only uses it, it would be deleted. */
export const CREATED_TAG = 'pushlight:created';
