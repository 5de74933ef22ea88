import { mkdir, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import type { CompiledProjects } from '../../functions/core/configuration.ts';
import { keptBuild } from './kept-build.ts';
import { withEsbuild } from './with-esbuild.ts';

export interface BundleOptions {
  /** Each gets a folder of its own in here. */
  readonly outdir: string;
  /** What `pushlight:projects` gives the functions. */
  readonly compiledProjects: CompiledProjects;
  /** Where the entries are, one `{name}.ts` a function. */
  readonly functionsDirectory?: string;
  /** Where what esbuild makes is kept for the next time; beside the packages by default. */
  readonly keptIn?: string;
}

export interface Bundle {
  readonly name: string;
  /** Absolute path of the module that exports `handler`. */
  readonly entry: string;
  readonly files: readonly BundledFile[];
}

interface BundledFile {
  /** Inside the function's own folder. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
}

const FUNCTIONS = resolve(import.meta.dirname, '../../functions');

/** @throws esbuild's BuildFailure, with the places */
export const bundleFunctions = (names: readonly string[], options: BundleOptions): Promise<Bundle[]> =>
  withEsbuild(() => Promise.all(names.map((name) => bundleFunction(name, options))));

/**
 * Bundles one function. Functions are bundled one by one, since chunks that several share would be in all of their
 * packages; splitting lets a function load what it seldom needs only then. The same sources give the same bytes.
 * What is loaded so must be an ES module: of a CommonJS one esbuild exports `default` alone.
 * https://github.com/evanw/esbuild/issues/3245
 */
async function bundleFunction(name: string, options: BundleOptions): Promise<Bundle> {
  const { outdir, compiledProjects, functionsDirectory = FUNCTIONS, keptIn } = options;
  const folder = resolve(outdir, name);
  await rm(folder, { recursive: true, force: true });
  const entry = join(functionsDirectory, `${name}.ts`);
  const built = await keptBuild(entry, import.meta.filename, OPTIONS, keptIn);
  await mkdir(folder, { recursive: true });
  const files = built.map(async ({ name, text }) => {
    const path = join(folder, name);
    const contents = Buffer.from(text.replaceAll(PROJECTS, () => literalOf(compiledProjects)));
    await writeFile(path, contents);
    return { name, path, bytes: contents.length };
  });
  return { name, entry: join(folder, `${name}.mjs`), files: await Promise.all(files) };
}

/** Stands for the projects until a bundle is written: what esbuild makes is the same for every projects file. */
const PROJECTS = '__PUSHLIGHT_PROJECTS__';

/**
 * As text for JSON.parse, which reads much data faster than JavaScript's own parser does.
 * https://v8.dev/blog/cost-of-javascript-2019#json
 */
const projectsPlugin: Plugin = {
  name: 'projects',
  setup(build) {
    build.onResolve({ filter: /^pushlight:projects$/ }, ({ path }) => ({ path, namespace: 'projects' }));
    build.onLoad({ filter: /.*/, namespace: 'projects' }, () => ({
      contents: `export default JSON.parse(${PROJECTS});`,
      loader: 'js',
    }));
  },
};

/** In single quotes, as JSON is full of double ones. It has no line ends. */
const literalOf = (compiledProjects: CompiledProjects): string =>
  `'${JSON.stringify(compiledProjects).replaceAll(/[\\']/g, String.raw`\$&`)}'`;

/**
 * Node's own modules without an import of them: that reads every property of the module first, and those of node:http
 * that are getters load Node's whole fetch, 20 ms of a cold start. So only the names that are imported are read.
 */
const builtinModulesPlugin: Plugin = {
  name: 'builtin-modules',
  setup(build) {
    build.onResolve({ filter: /^[a-z0-9_:/]+$/ }, ({ path, kind }) =>
      isBuiltin(path) ? { path, namespace: kind } : undefined,
    );
    for (const [namespace, contentsOf] of Object.entries(BUILTIN_MODULE)) {
      build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({ contents: contentsOf(path) }));
    }
  },
};

const get = (name: string): string => `process.getBuiltinModule(${JSON.stringify(name)})`;

/** What stands for a module, by how it is asked for: a dynamic import reads all that there is, and so no getters. */
const BUILTIN_MODULE: Readonly<Record<string, (name: string) => string>> = {
  'require-call': (name) => `module.exports = ${get(name)};`,
  'import-statement': (name) => exportsOf(name, () => true),
  'dynamic-import': (name) => exportsOf(name, (property) => 'value' in property),
};

function exportsOf(name: string, isRead: (property: PropertyDescriptor) => boolean): string {
  const properties = Object.entries(Object.getOwnPropertyDescriptors(process.getBuiltinModule(name) ?? {}));
  const names = properties
    .filter(([key, property]) => key !== 'default' && /^[A-Za-z]\w*$/.test(key) && isRead(property))
    .map(([key]) => `export const ${key} = /* @__PURE__ */ (() => builtin.${key})();`);
  return [`const builtin = ${get(name)};`, 'export default builtin;', ...names].join('\n');
}

const OPTIONS: BuildOptions = {
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  splitting: true,
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  loader: { '.ttf': 'binary' },
  plugins: [projectsPlugin, builtinModulesPlugin],
  logLevel: 'silent',
};
