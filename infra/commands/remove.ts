import { createInterface } from 'node:readline/promises';
import { withProgress } from '../deployment/with-progress.ts';
import { findTarget } from '../deployment/target/find-target.ts';
import { describeTarget, REGION_HELP, TARGET_OPTIONS } from '../deployment/target/target.ts';
import { findOsls } from '../package/osls.ts';
import { loadProjectsFile } from '../projects-file/load-projects-file.ts';
import { command, type Terminal } from './command.ts';
import { existingArns } from './stage/existing-arns.ts';

const HELP = `npm run remove -- [--stage dev] [--region REGION] [--yes]

Removes the stack of a deployment: webhooks, badges and the API are gone. Tables, image repositories, secrets and
tokens stay, and a later deployment of the stage takes them up again.

  --stage STAGE     of the deployment, dev by default
  --region REGION   where it is; ${REGION_HELP}
  --yes             does not ask
  --help, -h        prints this`;

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

/** @throws Error where nobody can be asked, or the answer is another */
async function confirm(stage: string, stackName: string, stdin: Terminal['stdin']): Promise<void> {
  if (!stdin.isTTY) throw new Error(`This removes the stack ${stackName}: say so with --yes.`);
  const terminal = createInterface({ input: stdin, output: process.stderr });
  const answer = await terminal.question(`This removes the stack ${stackName}. Type ${stage} to go on: `);
  terminal.close();
  if (answer.trim() !== stage) throw new Error('Nothing was removed.');
}
