/**
 * The folders whose order is fixed, lowest first: a file imports from its own line or from an earlier one, types
 * included. Folders on one line do not know each other. What is not listed belongs to the folder that it is in.
 */
export const LAYERS: readonly (readonly string[])[] = [
  ['functions/core'],
  ['functions/core/http', 'functions/core/access', 'functions/core/redaction', 'functions/core/webhook'],
  ['functions/core/providers', 'functions/core/builds'],
  ['functions/core/statuses'],
  ['functions/core/excerpt', 'functions/core/start', 'functions/core/badge/drawing'],
  ['functions/core/badge'],
  ['functions/core/pages/frame'],
  ['functions/core/badge-list', 'functions/core/api'],
  ['functions/core/pages'],
  ['functions/adapters'],
  ['functions'],
  ['infra/findings', 'infra/badge-drawing'],
  ['infra/buildspec', 'infra/cloudformation'],
  ['infra/codebuild'],
  ['infra'],
  ['infra/projects-file', 'infra/serverless-file'],
  ['infra/build-projects', 'infra/template'],
  ['infra/package'],
  ['infra/deployment', 'infra/local'],
  ['infra/commands'],
];
