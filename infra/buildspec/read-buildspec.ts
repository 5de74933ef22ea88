import { BUILDSPEC_FINDINGS, type BuildspecFindingId } from '../findings/buildspec-findings.ts';
import type { Found, Position } from '../findings/finding.ts';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import {
  BUILDSPEC_PHASES,
  BUILDSPEC_VERSIONS,
  CACHE_ACTIONS,
  REPORT_FORMATS,
  SHELLS,
  type Artifacts,
  type Buildspec,
  type BuildspecPhase,
  type BuildspecPhaseName,
  type BuildspecVersion,
  type CacheSection,
  type OnFailure,
  type Shell,
} from './buildspec.ts';
import { createNodeReader, isNothing, offsetOf, scalarText, type Field, type NodeReader } from './node-reader.ts';
import type { Say } from './say.ts';
import { nodeAtPath, offsetOfPath, type YamlPath } from './offset-of-path.ts';
import { parseOnFailure } from './on-failure.ts';
import { describeYamlError } from './yaml-error.ts';

/** What is wrong at a position in a buildspec. */
export type FoundInBuildspec = Found<BuildspecFindingId> & Position;

export type BuildspecReading =
  /** The warnings report parts that have no effect and may be mistakes. */
  | {
      readonly buildspec: Buildspec;
      readonly warnings: readonly FoundInBuildspec[];
      /** The position of the key or value at a path: ['phases', 'build', 'commands', 0]. */
      readonly position: (path: YamlPath) => Position;
    }
  /** Includes the warnings. */
  | { readonly problems: readonly FoundInBuildspec[] };

/**
 * Reads a buildspec of version 0.1 or 0.2. Reports every problem in text order, with CodeBuild's own message where it
 * has one. Anything that CodeBuild accepts is a warning.
 */
export function readBuildspec(text: string): BuildspecReading {
  const lines = new LineCounter();
  // CodeBuild's parser reads YAML 1.1, in which a later key replaces an earlier one with the same name.
  const document = parseDocument(text, { lineCounter: lines, version: '1.1', uniqueKeys: false });
  const error = document.errors.find(({ code }) => code !== 'MULTIPLE_DOCS');
  const problems: FoundInBuildspec[] = [];
  const warnings: FoundInBuildspec[] = [];
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const say: Say<number, BuildspecFindingId> = (id, offset, message) => {
    const list = BUILDSPEC_FINDINGS[id].severity === 'error' ? problems : warnings;
    list.push({ id, ...at(offset), message });
  };
  // Errors after the first YAML error are consequences of it.
  if (error) {
    say('buildspec-yaml', error.pos[0], describeYamlError(error));
    return { problems };
  }

  const ignored: string[] = [];
  const nodes = createNodeReader(document, say, ignored);
  const lineOf = (offset: number): number => lines.linePos(offset).line;
  const buildspec = new BuildspecReader(nodes, say, lineOf).read(document.contents, ignored);
  // A misspelt key is often the reason why another one is missing.
  if (problems.length > 0) return { problems: [...problems, ...warnings].toSorted(byPlace) };
  const position = (path: YamlPath) => at(offsetOfPath(document, pathInText(document, path)));
  return { buildspec, warnings: warnings.toSorted(byPlace), position };
}

/**
 * In version 0.1, keys have other names, phases can be in upper or lower case, and the text has empty commands that are
 * not read.
 */
function pathInText(document: Document, path: YamlPath): YamlPath {
  return path.reduce<YamlPath>((before, key, depth) => {
    const node = nodeAtPath(document, before);
    if (typeof key === 'number') {
      if (!isSeq(node)) return [...before, key];
      const items = node.items as (Node | null)[];
      return [...before, items.indexOf(items.filter((item) => !isNothing(item))[key] ?? null)];
    }
    if (depth === 1 && path[0] === 'phases' && isMap(node)) {
      const keys = node.items.map((pair) => (isScalar(pair.key) ? scalarText(pair.key) : key));
      return [...before, keys.findLast((each) => each.toLowerCase() === key) ?? key];
    }
    const older = OLDER_KEYS[key];
    const isOlder = older !== undefined && depth < 2 && isNothing(nodeAtPath(document, [...before, key]) ?? null);
    return [...before, isOlder ? older : key];
  }, []);
}

/** The key names of version 0.1. */
const OLDER_KEYS: Readonly<Record<string, string>> = { env: 'environment_variables', variables: 'plaintext' };

const byPlace = (a: FoundInBuildspec, b: FoundInBuildspec): number => a.line - b.line || a.column - b.column;

type Fields = ReadonlyMap<string, Field>;

const valueOf = (fields: Fields, key: string): Node | null => fields.get(key)?.value ?? null;

class BuildspecReader {
  readonly #nodes: NodeReader;
  readonly #say: Say<number, BuildspecFindingId>;
  readonly #lineOf: (offset: number) => number;

  constructor(nodes: NodeReader, say: Say<number, BuildspecFindingId>, lineOf: (offset: number) => number) {
    this.#nodes = nodes;
    this.#say = say;
    this.#lineOf = lineOf;
  }

  read(root: Node | null, ignored: readonly string[]): Buildspec {
    if (isNothing(root)) this.#say('buildspec-empty', 0, 'the buildspec is empty: add "version: 0.2" and "phases"');
    const fields = this.#nodes.known(root, 'buildspec', '');
    const version = this.#version(fields.get('version'), root);
    const env = this.#nodes.known(valueOf(fields, 'env') ?? valueOf(fields, 'environment_variables'), 'env', 'env');
    const artifacts = fields.get('artifacts');
    const variables = valueOf(env, 'variables') ?? valueOf(env, 'plaintext');
    return {
      version,
      shell: this.#shell(env.get('shell')),
      variables: this.#nodes.texts(variables, 'env.variables'),
      parameterStore: this.#nodes.texts(valueOf(env, 'parameter-store'), 'env.parameter-store'),
      secretsManager: this.#nodes.texts(valueOf(env, 'secrets-manager'), 'env.secrets-manager'),
      exportedVariables: this.#nodes.list(valueOf(env, 'exported-variables'), 'env.exported-variables'),
      gitCredentialHelper: this.#nodes.flag(valueOf(env, 'git-credential-helper'), 'env.git-credential-helper'),
      phases: this.#phases(fields.get('phases'), root, fields.get('batch')),
      reports: this.#reports(valueOf(fields, 'reports')),
      ...this.#allArtifacts(artifacts),
      cache: this.#cache(fields.get('cache')),
      ignored,
    };
  }

  #version(field: Field | undefined, root: Node | null): BuildspecVersion {
    if (!field) {
      if (!isNothing(root)) this.#say('buildspec-version', offsetOf(root), 'version is missing: add "version: 0.2"');
      return '0.2';
    }
    const text = this.#nodes.text(field.value, 'version');
    const version = BUILDSPEC_VERSIONS.find((known) => Number(known) === Number(text || NaN));
    if (text !== undefined && !version) {
      this.#say('buildspec-version', offsetOf(field.value), `version "${text}" is not supported: write "version: 0.2"`);
    }
    return version ?? '0.2';
  }

  #shell(field: Field | undefined): Shell {
    if (!field) return '/bin/sh';
    const text = this.#nodes.text(field.value, 'env.shell');
    const shell = SHELLS.find((known) => known === text);
    if (text !== undefined && !shell) {
      this.#say(
        'buildspec-shell',
        offsetOf(field.value),
        `"${text}" is not a valid value of env.shell (allowed: ${SHELLS.join(', ')})`,
      );
    }
    return shell ?? '/bin/sh';
  }

  #phases(field: Field | undefined, root: Node | null, batch: Field | undefined): Buildspec['phases'] {
    if (!field) {
      const why = batch ? ', and Pushlight does not start batch builds' : '';
      if (!isNothing(root))
        this.#say(
          'buildspec-without-phases',
          batch?.at ?? offsetOf(root),
          `the buildspec has no phases${why}: add phases with at least one of ${PHASE_NAMES}`,
        );
      return {};
    }
    if (batch) {
      this.#say(
        'buildspec-batch',
        batch.at,
        'batch has no effect, since Pushlight only starts single builds, which run phases: remove batch, or start batch builds yourself with StartBuildBatch',
      );
    }
    const found = this.#nodes.fields(field.value, 'phases');
    const node = this.#nodes.resolved(field.value);
    if (isNothing(node) || (isMap(node) && found.length === 0)) {
      this.#say('buildspec-without-phases', field.at, `phases is empty: add at least one of ${PHASE_NAMES}`);
    }
    const phases: Partial<Record<BuildspecPhaseName, BuildspecPhase>> = {};
    for (const phase of found) {
      const name = BUILDSPEC_PHASES.find((known) => known === phase.key.toLowerCase());
      if (name) phases[name] = this.#phase(phase, `phases.${name}`);
      else
        this.#say(
          'buildspec-unknown-phase',
          phase.at,
          `Invalid buildspec phase name: ${phase.key}. Expecting: ${PHASE_NAMES}`,
        );
    }
    return phases;
  }

  #phase(phase: Field, path: string): BuildspecPhase {
    const fields = this.#nodes.known(phase.value, 'phase', path);
    if (!['commands', 'finally', 'runtime-versions'].some((key) => fields.has(key))) {
      this.#say(
        'buildspec-empty-phase',
        phase.at,
        `${path} has no commands: add "commands:" and below it a list of commands`,
      );
    }
    const onFailure = this.#onFailure(fields.get('on-failure'), path);
    return {
      commands: this.#commands(fields.get('commands'), 'Commands'),
      finally: this.#commands(fields.get('finally'), 'Finally'),
      runtimeVersions: this.#nodes.texts(valueOf(fields, 'runtime-versions'), `${path}.runtime-versions`),
      ...(onFailure && { onFailure }),
    };
  }

  #onFailure(field: Field | undefined, path: string): OnFailure | undefined {
    if (!field) return undefined;
    const text = this.#nodes.text(field.value, `${path}.on-failure`);
    const onFailure = parseOnFailure(text ?? '');
    if (text !== undefined && !onFailure) {
      const right = '(allowed: ABORT, CONTINUE, RETRY, RETRY-count, RETRY-regex, RETRY-count-regex)';
      this.#say(
        'buildspec-on-failure',
        offsetOf(field.value),
        `"${text}" is not a valid value of ${path}.on-failure ${right}`,
      );
    }
    return onFailure;
  }

  /** One command or a list of them; a block with several lines is one command. */
  #commands(field: Field | undefined, word: string): string[] {
    const node = this.#nodes.resolved(field?.value ?? null);
    if (!field || isNothing(node)) return [];
    const items = isSeq(node) ? (node.items as (Node | null)[]) : [node];
    return items.flatMap((item, index) => this.#command(item, `${word}[${index}]`, field.at) ?? []);
  }

  #command(item: Node | null, name: string, at: number): string | undefined {
    const node = this.#nodes.resolved(item);
    if (isNothing(node)) {
      this.#say(
        'buildspec-empty-command',
        node ? offsetOf(node) : at,
        `the command ${name} is empty: write a command, or remove the item`,
      );
      return undefined;
    }
    if (isScalar(node)) return scalarText(node);
    // CodeBuild's message, followed by the most likely cause.
    const line = this.#lineOf(offsetOf(node));
    this.#say(
      'buildspec-command-not-text',
      offsetOf(node),
      `Expected ${name} to be of string type: found subkeys instead at line ${line}, ` +
        `value of the key tag on line ${line - 1} might be empty; quote a command that contains ": "`,
    );
    return undefined;
  }

  #reports(node: Node | null): string[] {
    return this.#nodes.fields(node, 'reports').map(({ key, at, value }) => {
      const path = `reports.${key}`;
      const fields = this.#nodes.known(value, 'report', path);
      if (!fields.has('files'))
        this.#say(
          'buildspec-report-without-files',
          at,
          `the report group "${key}" collects no results, since it has no files: add files to ${path}`,
        );
      const format = this.#nodes.text(valueOf(fields, 'file-format'), `${path}.file-format`)?.toUpperCase();
      if (format && !REPORT_FORMATS.includes(format)) {
        const right = `(allowed: ${REPORT_FORMATS.join(', ')})`;
        this.#say(
          'buildspec-report-format',
          offsetOf(valueOf(fields, 'file-format')),
          `"${format}" is not a valid value of ${path}.file-format ${right}`,
        );
      }
      return key;
    });
  }

  #cache(field: Field | undefined): CacheSection {
    const fields = this.#nodes.known(field?.value ?? null, 'cache', 'cache');
    const key = this.#nodes.text(valueOf(fields, 'key'), 'cache.key');
    const action = this.#nodes.text(valueOf(fields, 'action'), 'cache.action');
    const known = CACHE_ACTIONS.find((name) => name === action);
    if (action && !known) {
      this.#say(
        'buildspec-cache-action',
        offsetOf(valueOf(fields, 'action')),
        `"${action}" is not a valid value of cache.action (allowed: restore, save)`,
      );
    }
    return {
      paths: this.#nodes.list(valueOf(fields, 'paths'), 'cache.paths'),
      ...(key && { key }),
      fallbackKeys: this.#nodes.list(valueOf(fields, 'fallback-keys'), 'cache.fallback-keys'),
      actions: known ? [known] : CACHE_ACTIONS,
    };
  }

  #allArtifacts(field: Field | undefined): Pick<Buildspec, 'artifacts' | 'secondaryArtifacts'> {
    const fields = this.#nodes.known(field?.value ?? null, 'artifacts', 'artifacts');
    const secondary = this.#nodes.fields(valueOf(fields, 'secondary-artifacts'), 'artifacts.secondary-artifacts');
    if (field && !fields.has('files'))
      this.#say(
        'buildspec-artifacts-without-files',
        field.at,
        'the build uploads no artifacts, since artifacts has no files: add files to artifacts',
      );
    return {
      ...(fields.has('files') && { artifacts: this.#artifacts(fields, 'artifacts') }),
      secondaryArtifacts: Object.fromEntries(
        secondary.map(({ key, value }) => {
          const path = `artifacts.secondary-artifacts.${key}`;
          return [key, this.#artifacts(this.#nodes.known(value, 'artifacts', path), path)];
        }),
      ),
    };
  }

  #artifacts(fields: Fields, path: string): Artifacts {
    const text = (key: string): string => this.#nodes.text(valueOf(fields, key), `${path}.${key}`) ?? '';
    const flag = (key: string): boolean => this.#nodes.flag(valueOf(fields, key), `${path}.${key}`);
    const list = (key: string): string[] => this.#nodes.list(valueOf(fields, key), `${path}.${key}`);
    const [baseDirectory, name, s3Prefix] = [text('base-directory'), text('name'), text('s3-prefix')];
    return {
      files: list('files'),
      excludePaths: list('exclude-paths'),
      ...(baseDirectory && { baseDirectory }),
      ...(name && { name }),
      ...(s3Prefix && { s3Prefix }),
      discardPaths: flag('discard-paths'),
      enableSymlinks: flag('enable-symlinks'),
    };
  }
}

/** In the order in which CodeBuild lists them. */
const PHASE_NAMES = BUILDSPEC_PHASES.toSorted().join(',');
