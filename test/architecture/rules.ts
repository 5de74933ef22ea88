import path from 'node:path';
import { parse } from 'yaml';
import { importCircles } from './import-circles.ts';
import { LAYERS } from './layers.ts';
import { readModule, type Import, type Module } from './read-module.ts';
import { upwardImports } from './upward-imports.ts';

/** The text of every file, by its path from the top: "functions/core/ref.ts". */
export type Tree = ReadonlyMap<string, string>;

/** An architecture rule, with a tree that breaks it. */
export interface Rule {
  readonly title: string;
  /** One line for each place that breaks it. */
  readonly violations: (tree: Tree) => readonly string[];
  readonly broken: Readonly<Record<string, string>>;
}

const ENTRY = /^functions\/[^/]+\.ts$/;
const CORE = /^functions\/core\//;
const ADAPTERS = /^functions\/adapters\//;

const OURS = /^(?:functions|infra)\//;
const MOST_FILES = 20;
/** Folders in which each file is of the same kind, and a list names them all. */
const CATALOGUE = /\/(?:checks|operations)$/;

/** Modules that compute, and touch nothing. */
const PURE_PACKAGES = /^(?:valibot|@valibot\/to-json-schema|re2js|satori)$/;
const PURE_NODE = /^node:(?:buffer|crypto|zlib)$/;
const PACKAGE = /^(?!functions\/|infra\/|test\/)[@a-z]/;

/** Clock, timers, randomness, network, environment and terminal. */
const IMPURE =
  'Date.now, new Date(), performance, setTimeout, setInterval, setImmediate, Math.random, crypto, randomUUID, ' +
  'randomBytes, randomInt, randomFill, randomFillSync, getRandomValues, webcrypto, fetch, WebSocket, process, ' +
  'import.meta, console, globalThis';

/** Words in the names of values that a stranger must not guess: every wrong guess must take equally long. */
const SECRETS = /^(?:secret|signature|hash|digest|hmac|mac|token|password)(?:s|es)?$/i;

/** Names with such a word whose values are not secret: a position in a list, the id of a request or commit. */
const NO_SECRETS = /^(?:nextToken|NextToken|idempotencyToken|toHash)$/;

export const RULES: readonly Rule[] = [
  {
    title: 'entries import adapters, core and the compiled projects, and no SDK',
    violations: importsOnly(ENTRY, [ADAPTERS, CORE, /^pushlight:projects$/, PURE_NODE], [/^aws-lambda$/]),
    broken: { 'functions/webhook.ts': `import { SQSClient } from '@aws-sdk/client-sqs';` },
  },
  {
    title: 'adapters import adapters, core and packages',
    violations: importsOnly(ADAPTERS, [ADAPTERS, CORE, PACKAGE]),
    broken: { 'functions/adapters/queue.ts': `import { trigger } from '../trigger.ts';` },
  },
  {
    title: 'CodeBuild is called by the SDK, loaded at the first call, and nothing else is',
    violations: all(
      importsOnly(/^functions\/(?!adapters\/codebuild-client\.ts$)/, [/^(?!@aws-sdk\/)/], [/^@aws-sdk\//]),
      importsOnly(/^functions\/adapters\/codebuild-client\.ts$/, [ADAPTERS, /^@aws-sdk\/client-codebuild$/]),
    ),
    broken: { 'functions/adapters/queue.ts': `import { SQSClient } from '@aws-sdk/client-sqs';` },
  },
  {
    title: 'core imports core and what is pure',
    violations: importsOnly(CORE, [CORE, PURE_NODE, PURE_PACKAGES], [/^@octokit\/webhooks(?:\/|$)/]),
    broken: { 'functions/core/badge/row.ts': `const { get } = await import('../../adapters/badge-row.ts');` },
  },
  {
    title: 'core has no clock, randomness, network or environment',
    violations: mentionsNone(CORE, IMPURE.split(', ')),
    broken: { 'functions/core/start/job.ts': 'export const age = (time: number): number => Date.now() - time;' },
  },
  {
    title: 'only one file of the functions reads the environment',
    violations: mentionsNone(/^functions\/(?!adapters\/environment\.ts$)/, ['process', 'import.meta']),
    broken: { 'functions/adapters/queue.ts': `const { env } = process;` },
  },
  {
    title: 'secrets, signatures, hashes and tokens are compared in constant time',
    violations: comparesNone(/^(?:functions|infra)\//, SECRETS, NO_SECRETS),
    broken: { 'functions/core/access/token.ts': 'export const isRight = (given, { hash }) => given === hash;' },
  },
  {
    title: 'the reader of buildspecs and the catalogue of findings are pure',
    violations: all(
      importsOnly(/^infra\/buildspec\//, [/^infra\/(?:buildspec|findings)\//, CORE, PURE_PACKAGES, /^yaml$/]),
      importsOnly(/^infra\/findings\//, [/^infra\/findings\//, CORE]),
      mentionsNone(/^infra\/(?:buildspec|findings)\//, IMPURE.split(', ')),
    ),
    broken: { 'infra/buildspec/buildspec.ts': `import { readFile } from 'node:fs/promises';` },
  },
  {
    title: 'no file imports itself by way of others',
    violations: (tree) => importCircles(importsIn(tree, OURS)).map((circle) => circle.join(' > ')),
    broken: {
      'infra/local/queues/queues.ts': `import { planSend } from './send.ts';`,
      'infra/local/queues/send.ts': `import type { Queue } from './queues.ts';`,
    },
  },
  {
    title: 'imports point downward, from one layer to those below it',
    violations: (tree) => [...upwardImports(importsIn(tree, OURS), LAYERS)],
    broken: { 'infra/cloudformation/arn.ts': `import type { Alarm } from '../template/alarms.ts';` },
  },
  {
    title: `no folder has more than ${MOST_FILES} files, catalogues of one kind apart`,
    violations: crowded,
    broken: Object.fromEntries(
      Array.from({ length: MOST_FILES + 1 }, (_, n) => [`functions/core/start/job-${n}.ts`, '']),
    ),
  },
  {
    title: 'what runs does not import its tests',
    violations: importsOnly(/^(?:functions|infra)\//, [/^(?!test\/)/]),
    broken: { 'infra/local/local-service.ts': `export * from '../../test/no-projects.ts';` },
  },
  {
    title: 'no test replaces a module by a made-up one',
    violations: mentionsNone(/^test\//, ['vi.mock', 'vi.doMock', 'vi.hoisted', 'vi.stubGlobal']),
    broken: { 'test/queue.test.ts': `import { vi } from 'vitest'; vi.mock('./queue.ts');` },
  },
  {
    title: 'no folder is named for no meaning',
    violations: paths((file) => /(?:^|\/)(?:utils?|common|shared|helpers?)\//.test(file)),
    broken: { 'infra/utils/array.ts': '' },
  },
  {
    title: 'every file is named in kebab-case',
    violations: paths((file) => !isKebabCase(file)),
    broken: { 'functions/core/buildEvent.ts': '' },
  },
  {
    title: 'the top level is the architecture',
    violations: paths((file) => !isKnownAtTop(file)),
    broken: { 'lib/index.ts': '' },
  },
  {
    title: 'every entry is deployed, and every deployed function has its entry',
    violations: undeployed,
    broken: { 'functions/badge.ts': '', 'serverless.yml': 'functions: { webhook: {} }' },
  },
];

function all(...rules: readonly Rule['violations'][]): Rule['violations'] {
  return (tree) => rules.flatMap((violations) => violations(tree));
}

/** `allowed` and, for type imports, `allowedTypes` match package names and paths from the top. */
function importsOnly(
  files: RegExp,
  allowed: readonly RegExp[],
  allowedTypes: readonly RegExp[] = [],
): Rule['violations'] {
  const isAllowed = (target: string, { typeOnly }: Import): boolean =>
    (typeOnly ? [...allowed, ...allowedTypes] : allowed).some((pattern) => pattern.test(target));
  return (tree) =>
    modules(tree, files).flatMap(([file, { imports }]) =>
      imports
        .map((each) => ({ each, target: resolve(file, each.specifier) }))
        .filter(({ each, target }) => !isAllowed(target, each))
        .map(({ target }) => `${file} imports ${target}`),
    );
}

function mentionsNone(files: RegExp, names: readonly string[]): Rule['violations'] {
  return (tree) =>
    modules(tree, files).flatMap(([file, { mentions }]) =>
      names.filter((name) => mentions.has(name)).map((name) => `${file} uses ${name}`),
    );
}

function comparesNone(files: RegExp, words: RegExp, except: RegExp): Rule['violations'] {
  const isSecret = (name: string): boolean =>
    !except.test(name) && name.split(/_|(?<=[a-z0-9])(?=[A-Z])/).some((word) => words.test(word));
  return (tree) =>
    modules(tree, files).flatMap(([file, { comparisons }]) =>
      comparisons.filter((names) => names.some(isSecret)).map((names) => `${file} compares ${names.join(', ')}`),
    );
}

/** The repository's files that each file imports, including types. */
const importsIn = (tree: Tree, files: RegExp): ReadonlyMap<string, readonly string[]> =>
  new Map(
    modules(tree, files).map(([file, { imports }]) => [file, imports.map(({ specifier }) => resolve(file, specifier))]),
  );

function crowded(tree: Tree): readonly string[] {
  const folders = [...tree.keys()].filter((file) => OURS.test(file)).map((file) => path.posix.dirname(file));
  return [...new Set(folders)]
    .filter((folder) => !CATALOGUE.test(folder))
    .map((folder) => ({ folder, files: folders.filter((each) => each === folder).length }))
    .filter(({ files }) => files > MOST_FILES)
    .map(({ folder, files }) => `${folder} has ${files} files`);
}

function paths(isWrong: (file: string) => boolean): Rule['violations'] {
  return (tree) => [...tree.keys()].filter(isWrong);
}

const readTrees = new WeakMap<Tree, ReadonlyMap<string, Module>>();

/** Each tree is read once, for all rules. */
function modules(tree: Tree, files: RegExp): readonly (readonly [string, Module])[] {
  const known = readTrees.get(tree) ?? readModules(tree);
  readTrees.set(tree, known);
  return [...known].filter(([file]) => files.test(file));
}

const readModules = (tree: Tree): ReadonlyMap<string, Module> =>
  new Map(
    [...tree]
      .filter(([file]) => /\.m?[jt]s$/.test(file) && !file.endsWith('.d.ts'))
      .map(([file, source]) => [file, readModule(file, source)]),
  );

const resolve = (file: string, specifier: string): string =>
  specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier;

/** Fixtures and fonts keep the names of their origin. */
const isKebabCase = (file: string): boolean =>
  /^(?:(?:README|CONTRIBUTING|SECURITY|CHANGELOG)\.md|LICENSE)$/.test(file) ||
  /^test\/fixtures\/|\/DejaVuSans(?:-Bold)?\.(?:ttf|LICENSE)$/.test(file) ||
  file.split('/').every((name) => /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)*$/.test(name));

const isKnownAtTop = (file: string): boolean =>
  /^(?:docs|functions|infra|test)\//.test(file) ||
  /^(?:package(?:-lock)?\.json|tsconfig\.json|serverless\.yml|(?:README|CONTRIBUTING|SECURITY|CHANGELOG)\.md|LICENSE)$/.test(
    file,
  );

function undeployed(tree: Tree): readonly string[] {
  // CloudFormation's tags don't matter here.
  const { functions = {} } = parse(tree.get('serverless.yml') ?? '{}', { logLevel: 'silent' }) as {
    readonly functions?: object;
  };
  const deployed = Object.keys(functions).map((name) => `functions/${name}.ts`);
  const entries = [...tree.keys()].filter((file) => ENTRY.test(file));
  return [
    ...deployed.filter((file) => !entries.includes(file)).map((file) => `${file} is deployed, and not there`),
    ...entries.filter((file) => !deployed.includes(file)).map((file) => `${file} is not deployed`),
  ];
}
