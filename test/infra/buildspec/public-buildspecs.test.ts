import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBuildspec } from '../../../infra/buildspec/read-buildspec.ts';

const DIRECTORY = join(import.meta.dirname, '..', '..', 'fixtures', 'buildspecs');
const FILES = readdirSync(DIRECTORY).filter((name) => !name.endsWith('.md'));

const read = (name: string) => readBuildspec(readFileSync(join(DIRECTORY, name), 'utf8'));

test.each(FILES)('%s is read without an error, with every command', (name) => {
  const reading = read(name);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  const phases = Object.values(reading.buildspec.phases);
  expect(phases.flatMap((phase) => [...phase.commands, ...phase.finally])).not.toEqual([]);
});

test('a public buildspec that may not mean what it says gets a warning', () => {
  const warned = FILES.flatMap((name) => {
    const reading = read(name);
    return 'warnings' in reading ? reading.warnings.map(({ line, id }) => `${name}:${line} ${id}`) : [];
  });
  expect(warned).toEqual([
    'aws-encryption-sdk-java.yml:41 buildspec-batch',
    'aws-sdk-java-v2.yml:16 buildspec-empty-command',
  ]);
});

test('a variable that ends in " :" and a command of several lines are kept as written', () => {
  const s2n = read('s2n-tls.yml');
  expect('buildspec' in s2n && s2n.buildspec.parameterStore).toEqual({ CODECOV_TOKEN: 'codecov-upload-token' });
  const sagemaker = read('sagemaker-python-sdk.yml');
  expect('buildspec' in sagemaker && sagemaker.buildspec.phases.build?.commands[4]).toBe(
    'AWS_ACCESS_KEY_ID= AWS_SECRET_ACCESS_KEY= AWS_SESSION_TOKEN= AWS_CONTAINER_CREDENTIALS_RELATIVE_URI= ' +
      'AWS_DEFAULT_REGION= tox -e py36,py27 -- tests/unit',
  );
});
