import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CompiledProjects } from '../functions/core/configuration.ts';
import { bundleFunctions } from './bundle.ts';
import type { Bundle } from './bundle.ts';
import { osls } from './osls.ts';
import { readServerlessFile } from './serverless-file.ts';
import { zip } from './zip.ts';

export interface PackagedFunction {
  readonly name: string;
  /** Absolute path of its zip, where serverless.yml says it is. */
  readonly path: string;
  readonly unzippedBytes: number;
  readonly zippedBytes: number;
}

export interface PackagedService {
  readonly functions: readonly PackagedFunction[];
  /** Absolute path of the CloudFormation template. */
  readonly template: string;
  readonly resourceCount: number;
}

const ROOT = resolve(import.meta.dirname, '..');
const BUILD = join(ROOT, '.build');

/** Makes what a deployment uploads, offline: a zip of each function, and the stack's template. */
export async function packageService(options: {
  readonly stage: string;
  readonly region: string;
  readonly compiledProjects: CompiledProjects;
}): Promise<PackagedService> {
  const { stage, region, compiledProjects } = options;
  const { functions } = readServerlessFile({
    path: join(ROOT, 'serverless.yml'),
    stage,
    region,
    // Only the functions' names are asked for.
    account: '000000000000',
    queueUrl: (queueName) => `https://sqs.${region}.amazonaws.com/000000000000/${queueName}`,
  });
  const names = functions.map(({ name }) => name);
  const bundles = await bundleFunctions(names, { outdir: join(BUILD, 'bundles'), compiledProjects });
  await mkdir(BUILD, { recursive: true });
  const packaged = await Promise.all(bundles.map(zipBundle));
  await osls(['package', '--stage', stage, '--region', region], ROOT);

  const template = join(ROOT, '.serverless', 'cloudformation-template-update-stack.json');
  const { Resources } = JSON.parse(await readFile(template, 'utf8')) as { Resources: Record<string, unknown> };
  return { functions: packaged, template, resourceCount: Object.keys(Resources).length };
}

async function zipBundle({ name, files }: Bundle): Promise<PackagedFunction> {
  const path = join(BUILD, `${name}.zip`);
  const contents = await Promise.all(files.map(async (file) => [file.name, await readFile(file.path)] as const));
  const archive = zip(Object.fromEntries(contents));
  await writeFile(path, archive);
  const unzippedBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  return { name, path, unzippedBytes, zippedBytes: archive.length };
}
