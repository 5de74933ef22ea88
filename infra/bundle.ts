import { rm, stat } from 'node:fs/promises';
import { createRequire, isBuiltin } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import type { CompiledProjects } from '../functions/core/configuration.ts';

export interface BundleOptions {
  /** Each gets a folder of its own in here. */
  readonly outdir: string;
  /** What `pushlight:projects` gives the functions. */
  readonly compiledProjects: CompiledProjects;
  /** Where the entries are, one `{name}.ts` a function. */
  readonly functionsDirectory?: string;
}

export interface Bundle {
  readonly name: string;
  /** Absolute path of the module that exports `handler`. */
  readonly entry: string;
  readonly files: readonly BundledFile[];
}

export interface BundledFile {
  /** Inside the function's own folder. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
}

const ROOT = resolve(import.meta.dirname, '..');
const FUNCTIONS = join(ROOT, 'functions');

/** CommonJS packages inside an ES module call a `require` that it lacks. */
const REQUIRE =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/** @throws esbuild's BuildFailure, with the places */
export const bundleFunctions = (names: readonly string[], options: BundleOptions): Promise<Bundle[]> =>
  Promise.all(names.map((name) => bundleFunction(name, options)));

/**
 * Bundles one function. Functions are bundled one by one, since chunks that several share would be in all of their
 * packages; splitting lets a function load what it seldom needs only then. The same sources give the same bytes.
 * What is loaded so must be an ES module: of a CommonJS one esbuild exports `default` alone.
 * https://github.com/evanw/esbuild/issues/3245
 */
async function bundleFunction(name: string, options: BundleOptions): Promise<Bundle> {
  const { outdir, compiledProjects, functionsDirectory = FUNCTIONS } = options;
  const folder = resolve(outdir, name);
  await rm(folder, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [join(functionsDirectory, `${name}.ts`)],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    splitting: true,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    banner: { js: REQUIRE },
    loader: { '.ttf': 'binary' },
    plugins: [projectsPlugin(compiledProjects), builtinModulesPlugin],
    metafile: true,
    logLevel: 'silent',
  });
  const paths = Object.keys(metafile.outputs).map((output) => resolve(ROOT, output));
  const files = await Promise.all(
    paths.toSorted().map(async (path) => ({ name: relative(folder, path), path, bytes: (await stat(path)).size })),
  );
  return { name, entry: join(folder, `${name}.mjs`), files };
}

/**
 * As text for JSON.parse, which reads much data faster than JavaScript's own parser does.
 * https://v8.dev/blog/cost-of-javascript-2019#json
 */
function projectsPlugin(compiledProjects: CompiledProjects): Plugin {
  const contents = `export default JSON.parse(${JSON.stringify(JSON.stringify(compiledProjects))});`;
  return {
    name: 'projects',
    setup(build) {
      build.onResolve({ filter: /^pushlight:projects$/ }, ({ path }) => ({ path, namespace: 'projects' }));
      build.onLoad({ filter: /.*/, namespace: 'projects' }, () => ({ contents, loader: 'js' }));
    },
  };
}

/**
 * Node's own modules by `require`, also where a package imports them: an import reads every property of the module first,
 * and those of node:http that are getters load Node's whole fetch, 20 ms of a cold start.
 */
const builtinModulesPlugin: Plugin = {
  name: 'builtin-modules',
  setup(build) {
    build.onResolve({ filter: /^[a-z0-9_:/]+$/ }, ({ path, namespace, kind }) => {
      if (!isBuiltin(path)) return undefined;
      if (namespace.startsWith('builtin')) return { path, external: true };
      return { path, namespace: kind === 'dynamic-import' ? 'builtin-loaded-late' : 'builtin' };
    });
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
    // Here esbuild gives the names of ES modules only (https://github.com/evanw/esbuild/issues/3245).
    build.onLoad({ filter: /.*/, namespace: 'builtin-loaded-late' }, ({ path }) => ({
      contents:
        `const builtin = require(${JSON.stringify(path)});\nexport default builtin;\n` +
        plainProperties(path)
          .map((name) => `export const ${name} = builtin.${name};`)
          .join('\n'),
    }));
  },
};

/** The names of a module's exports that are no getters. */
function plainProperties(moduleName: string): string[] {
  const exports = Object.entries(Object.getOwnPropertyDescriptors(createRequire(import.meta.url)(moduleName)));
  return exports
    .filter(([name, property]) => 'value' in property && name !== 'default' && /^[A-Za-z]\w*$/.test(name))
    .map(([name]) => name);
}
