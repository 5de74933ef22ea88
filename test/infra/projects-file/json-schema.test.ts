import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type SchemaObject } from 'ajv';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { parse } from 'yaml';
import { readProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';
import { projectsFileJsonSchema } from '../../../infra/projects-file/schema/json-schema.ts';
import { correctShape } from '../../../infra/projects-file/shape/correct-shape.ts';
import { idOf } from '../../../infra/projects-file/shape/describe-issue.ts';
import { projectsFileSchema } from '../../../infra/projects-file/schema/projects-file-schema.ts';
import { blocksOf, PAGES } from '../../docs/pages.ts';
import { schemaKeys } from '../../docs/schema-keys.ts';
import { brokenVariants, EVERY_KEY, keysIn } from './broken-variants.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const FILE = path.join(ROOT, 'infra/projects.schema.json');

const schema = projectsFileJsonSchema();
/** Formats are not checked here; the other two are keywords for editors. */
const ajv = new Ajv({ validateFormats: false, keywords: ['patternErrorMessage', 'doNotSuggest'] });
const isAccepted = ajv.compile(schema as SchemaObject);

/** Empty if the file is accepted. */
const whyRefused = (value: unknown): string => (isAccepted(value) ? '' : ajv.errorsText(isAccepted.errors));

test('infra/projects.schema.json is current (-u rewrites it)', async () => {
  const text = await format(JSON.stringify(schema), { ...(await resolveConfig(FILE)), parser: 'json' });
  await expect(text).toMatchFileSnapshot(FILE);
});

test('infra/projects.yml names its schema for editors', () => {
  const [, reference = ''] =
    /^# yaml-language-server: \$schema=(\S+)$/m.exec(readFileSync(path.join(ROOT, 'infra/projects.yml'), 'utf8')) ?? [];
  expect(path.join(ROOT, 'infra', reference)).toBe(FILE);
});

/** The ids with which wrong shapes are reported. Other ids can come from checks that JSON Schema cannot express. */
const SHAPE: ReadonlySet<string> = new Set([
  'unknown-key',
  'missing-key',
  'wrong-type',
  'unknown-value',
  'empty-value',
]);

/** The ids of the findings about the shape of a projects file. */
function shapeFindings(value: unknown): readonly string[] {
  const corrected = correctShape(projectsFileSchema, { value, written: String, isGuess: () => false });
  const { issues = [] } = v.safeParse(projectsFileSchema, corrected.value);
  return [...corrected.problems.map(({ id }) => id), ...issues.map(idOf)];
}

const everyFeature = readFileSync(path.join(ROOT, 'test/infra/build-projects/every-feature.yml'), 'utf8');
const documented = PAGES.flatMap((page) =>
  blocksOf(page, 'yaml')
    .filter((text) => /^(?:projects|api|stack):/m.test(text))
    .map((text) => ({ file: page.file, text })),
).filter(({ text }) => shapeFindings(parse(text)).length === 0);

test.each([
  { file: 'infra/projects.yml', text: readFileSync(path.join(ROOT, 'infra/projects.yml'), 'utf8') },
  { file: 'every-feature.yml', text: everyFeature },
  ...documented,
])('a projects file in $file is accepted', ({ text }) => {
  expect(whyRefused(parse(text, { merge: true }))).toBe('');
});

test('merged parts are accepted, since editors merge them too', () => {
  const text = `x-parts: &parts
  source: { type: GITHUB, location: https://github.com/acme/web }
projects:
  - { <<: *parts, name: web, arn: 'arn:aws:codebuild:us-east-1:123456789012:project/web' }
`;
  expect(readProjectsFile(text)).not.toHaveProperty('problems');
  expect(whyRefused(parse(text, { merge: true }))).toBe('');
});

test('every-key.yml has every key in its right form', () => {
  expect(whyRefused(EVERY_KEY)).toBe('');
  const found = keysIn(EVERY_KEY);
  const missing = schemaKeys(projectsFileSchema).filter(({ path }) => !found.has(path.replaceAll('{name}', 'github')));
  expect(missing).toEqual([]);
});

test('the schema and the checks agree on every variation of every-key.yml', () => {
  const disagreements = brokenVariants(EVERY_KEY).flatMap(({ what, value }) => {
    const found = shapeFindings(value);
    const refused = whyRefused(value);
    if (refused === '' && found.some((id) => SHAPE.has(id))) return [`${what} is accepted: ${found.join(', ')}`];
    return refused !== '' && found.length === 0 ? [`${what} is refused: ${refused}`] : [];
  });
  expect(disagreements).toEqual([]);
});
