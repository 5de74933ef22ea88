import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { BUILDSPEC_KEYS, type BuildspecMapping } from './buildspec-keys.ts';
import {
  BUILDSPEC_PHASES,
  ON_FAILURE,
  SHELLS,
  type Buildspec,
  type BuildspecPhase,
  type BuildspecPhaseName,
} from './buildspec.ts';
import { nearestName } from './nearest-name.ts';

/** Where a buildspec is wrong, and what would be right. Line and column count from 1. */
export interface BuildspecProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type BuildspecReading = { readonly buildspec: Buildspec } | { readonly problems: readonly BuildspecProblem[] };

/** Reads a buildspec of version 0.2; every problem is told, in the order of the text. */
export function readBuildspec(text: string): BuildspecReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problems: BuildspecProblem[] = [];
  const addProblem = (offset: number, message: string): void => {
    const { line, col } = lines.linePos(offset);
    problems.push({ line: Math.max(line, 1), column: Math.max(col, 1), message });
  };
  // The first line of the parser's message; the rest is a picture of the place.
  for (const { pos, message } of document.errors) addProblem(pos[0], message.split(/ at line \d|\n/)[0]!);
  if (problems.length > 0) return { problems };
  const buildspec = new Reader(document, addProblem).buildspec();
  if (problems.length === 0) return { buildspec };
  return { problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
}

type Field = { readonly key: string; readonly at: number; readonly value: Node | null };

/** Reads the nodes of one document; what is wrong goes to `addProblem`, and a harmless value stands for it. */
class Reader {
  readonly #document: Document;
  readonly #addProblem: (offset: number, message: string) => void;
  readonly #ignored: string[] = [];

  constructor(document: Document, addProblem: (offset: number, message: string) => void) {
    this.#document = document;
    this.#addProblem = addProblem;
  }

  buildspec(): Buildspec {
    const root = this.#document.contents;
    const at = offsetOf(root);
    if (root === null || (isScalar(root) && root.value === null)) {
      this.#addProblem(0, 'the buildspec is empty: it needs "version: 0.2" and "phases"');
      return { shell: '/bin/sh', variables: {}, phases: {}, ignored: [] };
    }
    const fields = this.#known(root, 'buildspec', '');
    this.#version(fields.get('version'), at);
    const env = this.#known(fields.get('env')?.value ?? null, 'env', 'env.');
    const phases = fields.get('phases');
    if (!phases)
      this.#addProblem(at, 'phases is missing: it holds the commands of install, pre_build, build, post_build');
    return {
      shell: this.#oneOf(env.get('shell'), SHELLS) ?? '/bin/sh',
      variables: this.#variables(env.get('variables')?.value ?? null),
      phases: this.#phases(phases),
      ignored: this.#ignored,
    };
  }

  #version(field: Field | undefined, start: number): void {
    if (!field) return this.#addProblem(start, 'version is missing: write "version: 0.2"');
    const version = this.#text(field.value, 'version');
    if (version !== undefined && version !== '0.2') {
      this.#addProblem(offsetOf(field.value), `version ${version} is not supported: write "version: 0.2"`);
    }
  }

  #variables(node: Node | null): Record<string, string> {
    const variables: [string, string][] = [];
    for (const { key, value } of this.#fields(node, 'env.variables')) {
      const text = this.#text(value, `env.variables.${key}`);
      if (text !== undefined) variables.push([key, text]);
    }
    return Object.fromEntries(variables);
  }

  #phases(field: Field | undefined): Buildspec['phases'] {
    const phases: Partial<Record<BuildspecPhaseName, BuildspecPhase>> = {};
    const found = this.#known(field?.value ?? null, 'phases', 'phases.');
    if (field && found.size === 0) {
      this.#addProblem(field.at, `phases is empty: it holds at least one of ${BUILDSPEC_PHASES.join(', ')}`);
    }
    for (const name of BUILDSPEC_PHASES) {
      const phase = found.get(name);
      if (phase) phases[name] = this.#phase(phase, `phases.${name}`);
    }
    return phases;
  }

  #phase(phase: Field, path: string): BuildspecPhase {
    const fields = this.#known(phase.value, 'phase', `${path}.`);
    // An install phase may only choose runtimes.
    if (!fields.has('commands') && !fields.has('finally') && !fields.has('runtime-versions')) {
      this.#addProblem(phase.at, `${path} has no commands: write "commands:" and a list below it`);
    }
    const onFailure = this.#onFailure(fields.get('on-failure'), path);
    return {
      commands: this.#commands(fields.get('commands'), `${path}.commands`),
      finally: this.#commands(fields.get('finally'), `${path}.finally`),
      ...(onFailure && { onFailure }),
    };
  }

  #onFailure(field: Field | undefined, path: string): BuildspecPhase['onFailure'] {
    const retries = isScalar(field?.value) && /^RETRY(?:-|$)/.test(String(field.value.value));
    if (!retries) return this.#oneOf(field, ON_FAILURE);
    this.#ignored.push(`${path}.on-failure: RETRY`);
    return undefined;
  }

  /** One command or a list of them; a block of several lines is one command. */
  #commands(field: Field | undefined, path: string): string[] {
    if (!field) return [];
    const node = this.#resolved(field.value);
    const items = isSeq(node) ? (node.items as (Node | null)[]) : [node];
    return items
      .map((item, index) => this.#command(item, isSeq(node) ? `${path}[${index}]` : path, field.at))
      .filter((command) => command !== undefined);
  }

  #command(item: Node | null, path: string, at: number): string | undefined {
    const node = this.#resolved(item);
    if (isMap(node)) {
      this.#addProblem(offsetOf(node), `${path} is a mapping and not a command: quote a command that holds ": "`);
      return undefined;
    }
    if (!isScalar(node) || node.value === null) {
      this.#addProblem(node ? offsetOf(node) : at, `${path} is ${node ? describe(node) : 'empty'}: expected a command`);
      return undefined;
    }
    return scalarText(node);
  }

  /** The fields of a mapping whose keys the format fixes. */
  #known(node: Node | null, mapping: BuildspecMapping, prefix: string): Map<string, Field> {
    const keys: Readonly<Record<string, 'read' | 'ignored'>> = BUILDSPEC_KEYS[mapping];
    const known = new Map<string, Field>();
    for (const field of this.#fields(node, prefix.slice(0, -1) || 'the buildspec')) {
      if (!Object.hasOwn(keys, field.key)) {
        const nearest = nearestName(field.key, Object.keys(keys));
        const right = nearest ? `did you mean ${nearest}?` : `known are ${Object.keys(keys).join(', ')}`;
        this.#addProblem(field.at, `${prefix}${field.key} is not a key of a buildspec: ${right}`);
        continue;
      }
      if (keys[field.key] === 'ignored') this.#ignored.push(`${prefix}${field.key}`);
      known.set(field.key, field);
    }
    return known;
  }

  #fields(unresolved: Node | null, path: string): Field[] {
    const node = this.#resolved(unresolved);
    if (node === null || (isScalar(node) && node.value === null)) return [];
    if (!isMap(node)) {
      this.#addProblem(offsetOf(node), `${path} is ${describe(node)}: expected a mapping of keys to values`);
      return [];
    }
    return (node as YAMLMap<Node, Node | null>).items.map(({ key, value }) => ({
      key: isScalar(key) ? scalarText(key) : String(key),
      at: offsetOf(key),
      value,
    }));
  }

  #oneOf<Name extends string>(field: Field | undefined, names: readonly Name[]): Name | undefined {
    if (!field) return undefined;
    const text = this.#text(field.value, field.key);
    const found = names.find((name) => name === text);
    if (text !== undefined && !found) {
      this.#addProblem(offsetOf(field.value), `${field.key} is "${text}": expected ${names.join(' or ')}`);
    }
    return found;
  }

  #text(unresolved: Node | null, path: string): string | undefined {
    const node = this.#resolved(unresolved);
    if (isScalar(node)) return node.value === null ? '' : scalarText(node);
    this.#addProblem(offsetOf(node), `${path} is ${describe(node)}: expected a text`);
    return undefined;
  }

  #resolved(node: Node | null): Node | null {
    return isAlias(node) ? (node.resolve(this.#document) ?? null) : node;
  }
}

/** A scalar as it is written: CodeBuild takes `- true` for the command "true", and 0.20 for "0.20". */
const scalarText = (scalar: Scalar): string =>
  typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? String(scalar.value));

const describe = (node: Node | null): string => {
  if (isSeq(node)) return 'a list';
  if (isMap(node)) return 'a mapping';
  return isScalar(node) && node.value !== null ? 'a single value' : 'empty';
};

const offsetOf = (node: Node | null): number => node?.range?.[0] ?? 0;
