import { withProgress } from '../deployment/with-progress.ts';
import { REGION_HELP, TARGET_OPTIONS } from '../deployment/target/target.ts';
import { findOsls } from '../package/osls.ts';
import { loadProjects } from './stage/load-projects.ts';
import { command } from './command.ts';

const HELP = `npm run deploy -- [--stage dev] [--region REGION]

Checks the projects file, your AWS credentials and the existing resources, then deploys the service as a CloudFormation
stack. Prints the URLs, the settings for the Git hosts, and a badge to paste. Deploying again updates the stack.

  --stage STAGE     of the deployment, dev by default; an account can have several
  --region REGION   the projects' region; ${REGION_HELP}
  --help, -h        prints this help

The exit code is 0 only if everything is deployed.`;

export const main = command({
  help: HELP,
  options: TARGET_OPTIONS,
  async run(values, { console }) {
    const { target, projects } = await loadProjects(values, { console });
    findOsls();
    // Its SDK clients are development dependencies, too.
    const { deploy } = await import('../deployment/deploy.ts');
    console.log(await withProgress((say) => deploy(target, projects, say)));
  },
});
