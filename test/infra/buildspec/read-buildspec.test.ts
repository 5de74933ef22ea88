import { expect, test } from 'vitest';
import type { Buildspec } from '../../../infra/buildspec/buildspec.ts';
import { readBuildspec, type BuildspecReading } from '../../../infra/buildspec/read-buildspec.ts';

const read = (text: string): Buildspec => {
  const reading = readBuildspec(text);
  if ('problems' in reading) throw new Error(reading.problems.map(({ message }) => message).join('\n'));
  return reading.buildspec;
};

/** The position and id of each finding. */
const findings = (reading: BuildspecReading): string[] =>
  ('problems' in reading ? reading.problems : reading.warnings).map(
    ({ line, column, id }) => `${line}:${column} ${id}`,
  );

test('a buildspec is read with its defaults', () => {
  const text = `version: 0.2
env:
  shell: bash
  variables:
    NAME: world
    COUNT: 3
  parameter-store: { TOKEN: /web/token }
  secrets-manager: { KEY: 'web:key' }
  exported-variables: [NAME]
  git-credential-helper: yes
phases:
  install:
    runtime-versions:
      nodejs: 20
  build:
    on-failure: CONTINUE
    commands:
      - true
      - echo one &&
        echo two
      - |
        echo three
        echo four
    finally: echo done
reports:
  unit: { files: '*.xml' }
artifacts:
  files: ['**/*']
  name: web-$(date +%F)
  base-directory: dist
  discard-paths: yes
  secondary-artifacts:
    docs: { files: [docs/**/*], exclude-paths: ['**/*.map'], s3-prefix: p, enable-symlinks: true }
cache:
  paths: [node_modules]
  key: npm-$LOCK
  fallback-keys: npm-
  action: restore
`;
  expect(read(text)).toEqual({
    version: '0.2',
    shell: 'bash',
    variables: { NAME: 'world', COUNT: '3' },
    parameterStore: { TOKEN: '/web/token' },
    secretsManager: { KEY: 'web:key' },
    exportedVariables: ['NAME'],
    phases: {
      install: { commands: [], finally: [], runtimeVersions: { nodejs: '20' } },
      build: {
        commands: ['true', 'echo one && echo two', 'echo three\necho four\n'],
        finally: ['echo done'],
        runtimeVersions: {},
        onFailure: { action: 'CONTINUE' },
      },
    },
    reports: ['unit'],
    artifacts: {
      files: ['**/*'],
      excludePaths: [],
      name: 'web-$(date +%F)',
      baseDirectory: 'dist',
      discardPaths: true,
      enableSymlinks: false,
    },
    secondaryArtifacts: {
      docs: {
        files: ['docs/**/*'],
        excludePaths: ['**/*.map'],
        s3Prefix: 'p',
        discardPaths: false,
        enableSymlinks: true,
      },
    },
    cache: { paths: ['node_modules'], key: 'npm-$LOCK', fallbackKeys: ['npm-'], actions: ['restore'] },
    gitCredentialHelper: true,
    ignored: [],
  });
});

test('version 0.1 has another key for its variables', () => {
  const text = 'version: 0.1\nenvironment_variables:\n  plaintext: { A: 1 }\nphases: { build: { commands: [ls] } }\n';
  expect(read(text)).toMatchObject({ version: '0.1', variables: { A: '1' } });
});

test('anchors, aliases and merges are followed', () => {
  const text = `version: 0.2
x-steps: &steps [make, make test]
env:
  variables:
    <<: &defaults { A: 1 }
    B: 2
phases:
  build:
    commands: *steps
`;
  expect(read(text)).toMatchObject({
    variables: { A: '1', B: '2' },
    phases: { build: { commands: ['make', 'make test'] } },
  });
});

test.each([
  ['ABORT', { action: 'ABORT' }],
  ['RETRY', { action: 'RETRY', count: 3, pattern: '.*' }],
  ['RETRY-2', { action: 'RETRY', count: 2, pattern: '.*' }],
  ['RETRY-2-time ?out', { action: 'RETRY', count: 2, pattern: 'time ?out' }],
  ['RETRY-.*network.*', { action: 'RETRY', count: 3, pattern: '.*network.*' }],
])('on-failure %s is accepted', (text, onFailure) => {
  const buildspec = read(`version: 0.2\nphases:\n  build:\n    on-failure: ${text}\n    commands: ls\n`);
  expect(buildspec.phases.build?.onFailure).toEqual(onFailure);
});

const BUILD = 'phases:\n  build:\n    commands:';

test.each([
  ['', '1:1 buildspec-empty'],
  [`${BUILD} ls\n`, '1:1 buildspec-version'],
  [`version: 0.3\n${BUILD} ls\n`, '1:10 buildspec-version'],
  ['version: 0.2\n', '1:1 buildspec-without-phases'],
  ['version: 0.2\nphases:\n', '2:1 buildspec-without-phases'],
  ['version: 0.2\nphases:\n  prebuild:\n    commands: ls\n', '3:3 buildspec-unknown-phase'],
  [`version: 0.2\n${BUILD}\n      - ls\n      - echo a: b\n`, '6:9 buildspec-command-not-text'],
  ['version: 0.2\nphases:\n  build:\n    on-failure: STOP\n    commands: ls\n', '4:17 buildspec-on-failure'],
  ['version: 0.2\nphases: [build]\n', '2:9 buildspec-type'],
  ['version: 0.2\nphases:\n\tbuild:\n', '3:1 buildspec-yaml'],
  [`version: 0.2\n${BUILD} [ls\n`, '5:1 buildspec-yaml'],
  ['version: 0.2\nphases: a: b\n', '2:9 buildspec-yaml'],
  [`version: 0.2\n${BUILD}\n      - ls\n     - ls\n`, '6:1 buildspec-yaml'],
  [`version: 0.2\n${BUILD}\n      - "ls\n`, '6:1 buildspec-yaml'],
  ['version: 0.2\nenv:\n  A: 1\n  B:1\n  C: 1\n', '4:3 buildspec-yaml'],
  [`version: 0.2\n${BUILD} ls\nartifacts: { files: [*/a.yml] }\n`, '5:22 buildspec-alias'],
  ['version: 0.2\nphases: { build: { commands: *x } }\n', '2:30 buildspec-alias'],
  [`version: 0.2\nenv: { shell: fish }\n${BUILD} ls\n`, '2:15 buildspec-shell'],
  [`version: 0.2\n${BUILD} ls\nartifacts: { files: a, discard-paths: maybe }\n`, '5:39 buildspec-type'],
])('the mistake in %j is reported with its place', (text, finding) => {
  const reading = readBuildspec(text);
  expect('problems' in reading).toBe(true);
  expect(findings(reading)).toContain(finding);
});

test.each([
  ['version: 0.2\nphases:\n  build: {}\n', '3:3 buildspec-empty-phase'],
  [`version: 0.2\n${BUILD} ls\n    command: ls\n`, '5:5 buildspec-unknown-key'],
  [`version: 0.2\n${BUILD}\n      - ls\n      -\n`, '6:8 buildspec-empty-command'],
  [`version: 0.2\n${BUILD} ls\nreports:\n  r: { file: a.xml }\n`, '6:8 buildspec-unknown-key'],
  [`version: 0.2\n${BUILD} ls\nreports:\n  r: { files: a, file-format: XML }\n`, '6:31 buildspec-report-format'],
  [`version: 0.2\n${BUILD} ls\nartifacts:\n  name: x\n`, '5:1 buildspec-artifacts-without-files'],
  [`version: 0.2\nversion: 0.2\n${BUILD} ls\n`, '2:1 buildspec-duplicate-key'],
])('%j gets a warning, since CodeBuild accepts it', (text, finding) => {
  const reading = readBuildspec(text);
  expect('buildspec' in reading).toBe(true);
  expect(findings(reading)).toContain(finding);
});

test('all problems are reported at once, in the order of the text', () => {
  const reading = readBuildspec('version: 3\nphases:\n  biuld:\n    commands: ls\nenv:\n  shell: fish\n');
  expect('problems' in reading && reading.problems.map(({ line }) => line)).toEqual([1, 3, 6]);
});

test('of several YAML errors only the first is reported, since the others follow from it', () => {
  expect(findings(readBuildspec(`version: 0.2\n${BUILD}\n      - ls\n\t  - ls\n`))).toHaveLength(1);
});

test.each([
  ['batch:\n  build-list: []\n', 'buildspec-without-phases'],
  ['batch: { build-graph: [] }\nphases: {}\n', 'buildspec-without-phases'],
  [`batch: { fast-fail: true }\n${BUILD} [ls]\n`, 'buildspec-batch'],
])('batch does not replace phases and has no effect together with them: %j', (text, id) => {
  expect(findings(readBuildspec(`version: 0.2\n${text}`))).toContainEqual(expect.stringMatching(RegExp(` ${id}$`)));
});

test.each<[string, readonly (string | number)[], string]>([
  ['environment_variables:\n  plaintext:\n    NAME: x\n', ['env', 'variables', 'NAME'], '4:5'],
  ['env:\n  plaintext:\n    NAME: x\n', ['env', 'variables', 'NAME'], '4:5'],
  ['environment_variables:\n  variables:\n    NAME: x\n', ['env', 'variables', 'NAME'], '4:5'],
  ['env:\nenvironment_variables:\n  plaintext:\n    NAME: x\n', ['env', 'variables', 'NAME'], '5:5'],
  ['env:\n  variables:\n    plaintext: x\n', ['env', 'variables', 'plaintext'], '4:5'],
])('the place of %j is found in the text', (text, path, place) => {
  const reading = readBuildspec(`version: 0.1\n${text}${BUILD} [ls]\n`);
  if (!('position' in reading)) throw new Error(findings(reading).join('\n'));
  const { line, column } = reading.position(path);
  expect(`${line}:${column}`).toBe(place);
});

test('the place of a command is found in a phase of any case, and behind an alias', () => {
  const reading = readBuildspec(
    'version: 0.2\nphases:\n  Build: &build\n    commands:\n      -\n      - ls\n  post_build: *build\n',
  );
  if (!('position' in reading)) throw new Error(findings(reading).join('\n'));
  for (const phase of ['build', 'post_build']) {
    expect(reading.position(['phases', phase, 'commands', 0])).toEqual({ line: 6, column: 9 });
  }
});
