import { createInterface } from 'node:readline/promises';
import { withProgress } from '../deployment/with-progress.ts';
import { findTarget } from '../deployment/target/find-target.ts';
import { describeTarget, REGION_HELP, TARGET_OPTIONS } from '../deployment/target/target.ts';
import { findOsls } from '../package/osls.ts';
import { loadProjectsFile } from '../projects-file/load-projects-file.ts';
import { command, type Terminal } from './command.ts';
import { existingArns } from './stage/existing-arns.ts';

const HELP = `npm run remove -- [--stage dev] [--region REGION] [--yes]

Removes the stack of a deployment: webhooks, badges and the API no longer work. Tables, image repositories, secrets and
tokens stay, and a later deployment of the stage uses them again.

  --stage STAGE     of the deployment, dev by default
  --region REGION   its region; ${REGION_HELP}
  --yes             does not ask for confirmation
  --help, -h        prints this help`;

export const main = command({
  help: HELP,
  options: { ...TARGET_OPTIONS, yes: { type: 'boolean', default: false } },
  async run(values, { console, stdin }) {
    const target = await findTarget(values, async () => existingArns(await loadProjectsFile()));
    console.error(describeTarget(target));
    findOsls();
    if (!values.yes) await confirm(target.stage, target.stackName, stdin);
    // Its SDK clients are development dependencies as well.
    const { remove } = await import('../deployment/remove.ts');
    console.log(await withProgress((say) => remove(target, say)));
  },
});

/** @throws Error if there is no terminal to ask on, or the user declines */
async function confirm(stage: string, stackName: string, stdin: Terminal['stdin']): Promise<void> {
  if (!stdin.isTTY) throw new Error(`This removes the stack ${stackName}: confirm it with --yes.`);
  const terminal = createInterface({ input: stdin, output: process.stderr });
  const answer = await terminal.question(`This removes the stack ${stackName}. Type ${stage} to confirm: `);
  terminal.close();
  if (answer.trim() !== stage) throw new Error('Nothing was removed.');
}
