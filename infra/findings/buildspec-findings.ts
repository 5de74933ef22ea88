import { error, warning, type FindingKind } from './finding-kind.ts';

/** Findings about the format of buildspecs. For a project that already exists, errors are reported as warnings. */
export const BUILDSPEC_FINDINGS = {
  'buildspec-yaml': error('The buildspec is not valid YAML.'),
  'buildspec-alias': error('An alias in the buildspec has no anchor; usually a text starts with `*` without quotes.'),
  'buildspec-type': error('A value in the buildspec has the wrong type.'),
  'buildspec-empty': error('The buildspec is empty.'),
  'buildspec-version': error('The version of the buildspec is missing or not supported.'),
  'buildspec-shell': error('The shell of the buildspec is not supported.'),
  'buildspec-without-phases': error('The buildspec has no phases.'),
  'buildspec-unknown-phase': error('The buildspec has a phase that does not exist.'),
  'buildspec-on-failure': error('A value of `on-failure` is not valid.'),
  'buildspec-command-not-text': error('A command is not a text; usually it contains `: ` without quotes.'),
  'buildspec-cache-action': error('The cache action is not valid.'),
  'buildspec-unknown-key': warning('A key of the buildspec does not exist and has no effect.'),
  'buildspec-duplicate-key': warning('A key of the buildspec appears twice; the last one counts.'),
  'buildspec-batch': warning('`batch` has no effect, since Pushlight starts single builds.'),
  'buildspec-empty-phase': warning('A phase has no commands.'),
  'buildspec-empty-command': warning('A command is empty.'),
  'buildspec-report-without-files': warning('A report has no files.'),
  'buildspec-report-format': warning('The format of a report is not supported.'),
  'buildspec-artifacts-without-files': warning('The artifacts have no files.'),
} as const satisfies Readonly<Record<string, FindingKind>>;
export type BuildspecFindingId = keyof typeof BUILDSPEC_FINDINGS;
