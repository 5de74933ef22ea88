import { general, protects, unusable, type FindingKind } from './finding-kind.ts';

/** Findings about the projects file's text and the shapes in it. */
export const FILE_FINDINGS = {
  'yaml-syntax': unusable('The text is not valid YAML.'),
  'yaml-alias': unusable('An alias (`*name`) has no anchor, or the aliases would exhaust the memory.'),
  'yaml-tag': unusable('A text starts with `!` without quotes, which makes it a tag.'),
  'yaml-merge': unusable('A merge key (`<<`) does not refer to a mapping.'),
  'yaml-duplicate-key': unusable('A key appears twice in a mapping.'),
  'yaml-several-documents': unusable('The file contains several documents, separated by `---`.'),
  'file-not-a-mapping': unusable('The file is not a mapping with `webhooks` and `projects`.'),
  'unknown-key': unusable('A key does not exist here; usually it is misspelt.'),
  'forbidden-name': unusable('A name cannot be used, for example `constructor`.'),
  'missing-key': unusable('A required key is missing.'),
  'wrong-type': unusable('A value has the wrong type or shape, for example a mapping instead of a list.'),
  'unknown-value': unusable('A value is not one of the allowed values.'),
  'empty-value': unusable('A value is empty.'),
  'credential-in-url': protects('A URL contains a password or token.'),
  'invalid-value': unusable('A value does not have the required form.'),

  'ignore-unknown-id': unusable('`ignore` names an id that does not exist.'),
  'ignore-not-allowed': protects('`ignore` names a finding that cannot be ignored.'),
  'ignore-matches-nothing': general('`ignore` names a finding that the project does not have.'),
} as const satisfies Readonly<Record<string, FindingKind>>;
