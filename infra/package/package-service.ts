import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bundleFunctions } from './bundle.ts';
import type { Bundle } from './bundle.ts';
import { compiledProjects } from '../projects-file/compiled-projects.ts';
import type { ProjectsFile } from '../projects-file/read-projects-file.ts';
import { compileTemplate } from './compile-template.ts';
import type { Template } from '../cloudformation/template.ts';
import { readDeployment } from '../serverless-file/read-deployment.ts';
import { zip } from './zip.ts';

interface PackagedFunction {
  readonly name: string;
  /** The absolute path of the function's zip, which serverless.yml names. */
  readonly path: string;
  readonly unzippedBytes: number;
  readonly zippedBytes: number;
}

export interface PackagedService {
  readonly functions: readonly PackagedFunction[];
  /** Absolute path of the CloudFormation template. */
  readonly templatePath: string;
  readonly template: Template;
}

const ROOT = resolve(import.meta.dirname, '../..');
const BUILD = join(ROOT, '.build');

/** Creates what a deployment uploads, offline: a zip per function, and the stack's template. */
export async function packageService(options: {
  readonly stage: string;
  readonly region: string;
  readonly projects: ProjectsFile;
  /** Whether the account's concurrency is large enough for the reservations in serverless.yml. */
  readonly reserveConcurrency: boolean;
}): Promise<PackagedService> {
  const { stage, region, projects, reserveConcurrency } = options;
  const { functions } = readDeployment(ROOT, stage, region);
  const names = functions.map(({ name }) => name);
  const bundles = await bundleFunctions(names, {
    outdir: join(BUILD, 'bundles'),
    compiledProjects: compiledProjects(projects),
  });
  await mkdir(BUILD, { recursive: true });
  const packaged = await Promise.all(bundles.map(zipBundle));
  const { path, template } = await compileTemplate({
    directory: ROOT,
    stage,
    region,
    functions,
    projects,
    reserveConcurrency,
  });
  return { functions: packaged, templatePath: path, template };
}

async function zipBundle({ name, files }: Bundle): Promise<PackagedFunction> {
  const path = join(BUILD, `${name}.zip`);
  const contents = await Promise.all(files.map(async (file) => [file.name, await readFile(file.path)] as const));
  const archive = zip(Object.fromEntries(contents));
  await writeFile(path, archive);
  const unzippedBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  return { name, path, unzippedBytes, zippedBytes: archive.length };
}
