import { checkDeployment } from '../deployment/check-deployment.ts';
import { REGION_HELP, TARGET_OPTIONS } from '../deployment/target/target.ts';
import { refuse } from '../findings/refuse.ts';
import { packageService } from '../package/package-service.ts';
import { shownPath } from '../shown-path.ts';
import { loadProjects } from './stage/load-projects.ts';
import { command } from './command.ts';

const HELP = `npm run package -- [--stage dev] [--region REGION]

Creates what a deployment uploads: a zip per function and the templates of the build projects' stacks under
.build/, and the CloudFormation template of the service under .serverless/. Needs neither credentials nor network.

  --stage STAGE     of the deployment, dev by default
  --region REGION   the projects' region; ${REGION_HELP}
  --help, -h        prints this help`;

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KB`;

export const main = command({
  help: HELP,
  options: TARGET_OPTIONS,
  async run(values, { console }) {
    const { target, projects } = await loadProjects(values, { console });
    const { stage, region } = target;
    refuse(checkDeployment(projects, { stage, region }));
    const { functions, templatePath, template } = await packageService({
      stage,
      region,
      projects,
      reserveConcurrency: true,
    });
    for (const { path, unzippedBytes, zippedBytes } of functions) {
      console.log(`${shownPath(path)}: ${kilobytes(zippedBytes)}, unzipped ${kilobytes(unzippedBytes)}`);
    }
    console.log(
      `${shownPath(templatePath)}: ${Object.keys(template.Resources).length} resources for stage ${stage} in ${region}`,
    );
  },
});
