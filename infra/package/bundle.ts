import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import type { CompiledProjects } from '../../functions/core/configuration.ts';
import { keptBuild } from './kept-build.ts';
import { withEsbuild } from './with-esbuild.ts';

export interface BundleOptions {
  /** Each function gets its own folder in it. */
  readonly outdir: string;
  /** The content of `pushlight:projects` for the functions. */
  readonly compiledProjects: CompiledProjects;
  /** The folder of the entries, one `{name}.ts` per function. */
  readonly functionsDirectory?: string;
  /** Where esbuild's output is cached; by default, next to the packages. */
  readonly keptIn?: string;
}

export interface Bundle {
  readonly name: string;
  /** Absolute path of the module that exports `handler`. */
  readonly entry: string;
  readonly files: readonly BundledFile[];
}

interface BundledFile {
  /** Relative to the function's own folder. */
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
  readonly bytes: number;
}

const FUNCTIONS = resolve(import.meta.dirname, '../../functions');

/** @throws esbuild's BuildFailure, with positions */
export const bundleFunctions = (names: readonly string[], options: BundleOptions): Promise<Bundle[]> =>
  withEsbuild(() => Promise.all(names.map((name) => bundleFunction(name, options))));

/**
 * Bundles one function. Functions are bundled separately, since shared chunks would be in all of their packages.
 * Splitting lets a function load rarely needed code on demand. The same sources always produce the same bytes. Code
 * that is loaded on demand must be an ES module: for a CommonJS module, esbuild only exports `default`.
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

/**
 * A placeholder for the projects until a bundle is written, so that esbuild's output is the same for every projects
 * file.
 */
const PROJECTS = '__PUSHLIGHT_PROJECTS__';

/**
 * A string for JSON.parse, which reads large data faster than JavaScript's own parser does.
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

/** In single quotes, since JSON is full of double quotes. JSON has no line breaks here. */
const literalOf = (value: unknown): string => `'${JSON.stringify(value).replaceAll(/[\\']/g, String.raw`\$&`)}'`;

/** Tables of glyphs are data as well. */
const jsonPlugin: Plugin = {
  name: 'json',
  setup(build) {
    build.onLoad({ filter: /\.json$/ }, async ({ path }) => ({
      contents: `export default JSON.parse(${literalOf(JSON.parse(await readFile(path, 'utf8')))});`,
      loader: 'js',
    }));
  },
};

/**
 * Reads Node's own modules without importing them. An import reads every property of the module first, and some getters
 * of node:http load Node's whole fetch, which takes 20 ms of a cold start. Here, only the imported names are read.
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

/** The replacement of a module by kind of import: a dynamic import reads every property, so it must have no getters. */
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
  plugins: [projectsPlugin, jsonPlugin, builtinModulesPlugin],
  logLevel: 'silent',
};
