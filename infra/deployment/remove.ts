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
 * Removes the stack but keeps the data.
 *
 * @returns what remains, and how to delete it
 * @throws Error with what went wrong
 */
export async function remove(target: Target, say: PrintLine): Promise<string> {
  const { region, stackName } = target;
  const { account, arn } = await checkCredentials(region);
  say(`account ${account}, ${region}, as ${arn}`);
  const stack = openStack(target);
  const before = await stack.describe();
  if (!before) throw new Error(`The stack ${stackName} does not exist in ${region}: nothing was removed.`);
  // A stack in review was never created: it has no template and no resources yet.
  const kept = before.status === 'REVIEW_IN_PROGRESS' ? [] : keptResources(await stack.template());
  say(`removing the stack ${stackName}`);
  const failure = await removeStack(target, say).catch((error: unknown) => error as Error);
  const left = await stack.describe();
  // osls also looks for container images, but the service has none.
  if (left) {
    const said = failure === undefined ? '' : `${failure.message}\n`;
    const state = `The stack ${stackName} still exists (${left.status}): fix the problem, then remove it again.`;
    throw new Error(said + state, { cause: failure });
  }
  say('removed');
  return whatIsLeft(kept, target);
}

/**
 * Uses names only, so that what was deployed can be removed whatever the projects file and serverless.yml contain now.
 */
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
    `The following remains with all its data; npm run deploy -- ${options} uses it again:`,
    ...kept.map(({ type, name }) => `  the ${KEPT_KINDS[type].word} ${name}`),
    `  the secrets and tokens under ${path}`,
    'To delete them for good:',
    ...kept.flatMap(({ type, name }) => KEPT_KINDS[type].deletion(name, region).map((command) => `  ${command}`)),
    `  aws ssm get-parameters-by-path --region ${region} --path ${path} --recursive --query 'Parameters[].[Name]' --output text |`,
    `    xargs -n 10 aws ssm delete-parameters --region ${region} --names`,
  ].join('\n');
}
