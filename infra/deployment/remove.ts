import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { osls } from '../package/osls.ts';
import { keptResources, type KeptResource } from '../template/kept-resources.ts';
import { checkCredentials } from './check-credentials.ts';
import { KEPT_KINDS } from './kept/kept-kinds.ts';
import type { PrintLine } from './with-progress.ts';
import { sayEvent } from './say-event.ts';
import { openStack } from './stack.ts';
import type { Target } from './target/target.ts';

/**
 * Removes the stack, and leaves the data.
 *
 * @returns what is left, and how to delete it
 * @throws Error that says what was wrong
 */
export async function remove(target: Target, say: PrintLine): Promise<string> {
  const { region, stackName } = target;
  const { account, arn } = await checkCredentials(region);
  say(`account ${account}, ${region}, as ${arn}`);
  const stack = openStack(target);
  const before = await stack.describe();
  if (!before) throw new Error(`There is no stack ${stackName} in ${region}: nothing was removed.`);
  // One in review was never made: it has no template yet, and nothing in it.
  const kept = before.status === 'REVIEW_IN_PROGRESS' ? [] : keptResources(await stack.template());
  say(`removing the stack ${stackName}`);
  const failure = await removeStack(target, say).catch((error: unknown) => error as Error);
  const left = await stack.describe();
  // What osls looks for besides does not matter: there are no images.
  if (left) {
    const said = failure === undefined ? '' : `${failure.message}\n`;
    const state = `The stack ${stackName} is still there (${left.status}): correct this, and remove it again.`;
    throw new Error(said + state, { cause: failure });
  }
  say('removed');
  return whatIsLeft(kept, target);
}

/** By its names alone: whatever the projects file and serverless.yml have become, what was deployed can be removed. */
async function removeStack({ stage, region }: Target, say: PrintLine): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'pushlight-remove-'));
  try {
    await writeFile(join(directory, 'serverless.json'), '{ "service": "pushlight", "provider": { "name": "aws" } }');
    const command = ['remove', '--verbose', '--stage', stage, '--region', region];
    await osls(command, directory, (line) => sayEvent(line, say));
  } finally {
    await rm(directory, { recursive: true });
  }
}

function whatIsLeft(kept: readonly KeptResource[], { stage, region, options }: Target): string {
  const path = `/pushlight/${stage}/`;
  return [
    '',
    'Left, with all that is in them, and taken up again by',
    `  npm run deploy -- ${options}`,
    'are',
    ...kept.map(({ type, name }) => `  the ${KEPT_KINDS[type].word} ${name}`),
    `  the secrets and tokens under ${path}`,
    'To delete them for good:',
    ...kept.flatMap(({ type, name }) => KEPT_KINDS[type].deletion(name, region).map((command) => `  ${command}`)),
    `  aws ssm get-parameters-by-path --region ${region} --path ${path} --recursive --query 'Parameters[].[Name]' --output text |`,
    `    xargs -n 10 aws ssm delete-parameters --region ${region} --names`,
  ].join('\n');
}
