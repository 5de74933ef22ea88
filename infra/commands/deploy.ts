import { withProgress } from '../deployment/with-progress.ts';
import { REGION_HELP, TARGET_OPTIONS } from '../deployment/target/target.ts';
import { findOsls } from '../package/osls.ts';
import { loadProjects } from './stage/load-projects.ts';
import { command } from './command.ts';

const HELP = `npm run deploy -- [--stage dev] [--region REGION]

Checks the projects file, your AWS credentials and what is there, then deploys the service as a CloudFormation stack, and
tells the URLs, what to set on the Git hosts, and a badge to paste. Deployed again, it changes what has changed.

  --stage STAGE     of the deployment, dev by default: several can be in one account
  --region REGION   where the projects are; ${REGION_HELP}
  --help, -h        prints this

Exit code 0 only where all is deployed.`;

export const main = command({
  help: HELP,
  options: TARGET_OPTIONS,
  async run(values, { console }) {
    const { target, projects } = await loadProjects(values, { console });
    findOsls();
    // Its SDK clients are development dependencies as well.
    const { deploy } = await import('../deployment/deploy.ts');
    console.log(await withProgress((say) => deploy(target, projects, say)));
  },
});
