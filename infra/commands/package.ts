import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { packageService } from '../package-service.ts';
import { checkDeployable } from '../projects-file/check-deployable.ts';
import { loadProjectsFile } from '../projects-file/load-projects-file.ts';
import { whyUntagged } from '../projects-file/why-untagged.ts';
import type { Terminal } from './command.ts';

const HELP = `npm run package -- [--stage dev] [--region us-east-1]

Makes what a deployment uploads: a zip of each function and the templates of the build projects' stacks under
.build/, and the CloudFormation template of the service under .serverless/. Needs neither credentials nor network.
`;

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KB`;
const fromHere = (path: string): string => relative(process.cwd(), path);

export async function main(args: readonly string[], { console }: Terminal): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      stage: { type: 'string', default: 'dev' },
      region: { type: 'string', default: 'us-east-1' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(HELP);
  const projects = await loadProjectsFile();
  checkDeployable(projects.declared, values.region);
  const untagged = whyUntagged(projects.declared, values.stage);
  if (untagged !== undefined) throw new Error(untagged);
  for (const { file = 'the projects file', line, message } of projects.warnings) {
    console.error(`Warning, line ${line} of ${file}: ${message}`);
  }
  const { functions, templatePath, template } = await packageService({
    ...values,
    projects,
    reserveConcurrency: true,
  });
  for (const { path, unzippedBytes, zippedBytes } of functions) {
    console.log(`${fromHere(path)}: ${kilobytes(zippedBytes)}, unzipped ${kilobytes(unzippedBytes)}`);
  }
  console.log(
    `${fromHere(templatePath)}: ${Object.keys(template.Resources).length} resources for stage ${values.stage} in ${values.region}`,
  );
}
