import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { osls } from '../osls.ts';
import { generateStack, type StackOptions } from './generate-stack.ts';

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface CompileOptions extends StackOptions {
  /** Where serverless.yml is, with the functions' zips that it names. */
  readonly directory: string;
}

/**
 * Compiles serverless.yml to the CloudFormation template, offline.
 *
 * @throws Error with osls's own message
 */
export async function compileTemplate(options: CompileOptions): Promise<{ path: string; template: Template }> {
  const { directory, stage, region } = options;
  await mkdir(join(directory, '.build'), { recursive: true });
  await writeFile(join(directory, '.build', 'stack.json'), JSON.stringify(generateStack(options)));
  await osls(['package', '--stage', stage, '--region', region], directory);
  const path = join(directory, '.serverless', 'cloudformation-template-update-stack.json');
  return { path, template: JSON.parse(await readFile(path, 'utf8')) as Template };
}
