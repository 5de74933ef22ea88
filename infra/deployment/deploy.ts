import { join, resolve } from 'node:path';
import { osls } from '../package/osls.ts';
import { refuse } from '../findings/refuse.ts';
import { packageService } from '../package/package-service.ts';
import type { ProjectsFile } from '../projects-file/read-projects-file.ts';
import { readDeployment } from '../serverless-file/read-deployment.ts';
import { checkConcurrency } from './check-concurrency.ts';
import { checkCredentials } from './check-credentials.ts';
import { checkDeployment } from './check-deployment.ts';
import { checkProjects } from './check-projects.ts';
import { describeDeployment } from './describe-deployment.ts';
import type { PrintLine } from './with-progress.ts';
import { sayEvent } from './say-event.ts';
import { stackAdvice } from './stack-advice.ts';
import { KEPT_KINDS } from './kept/kept-kinds.ts';
import { openStack, type DeployedStack, type Stack } from './stack.ts';
import { takeUpKept } from './kept/take-up-kept.ts';
import type { Target } from './target/target.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * Checks everything that can be checked in advance, deploys, and returns what to paste where.
 * @throws Error with what went wrong, the resulting state, and what to do
 */
export async function deploy(target: Target, projects: ProjectsFile, say: PrintLine): Promise<string> {
  const { stage, region, options } = target;
  say(`${projects.locate([]).file}: hooks ${projects.hooks.length}, projects ${projects.projects.length}`);
  const { account, arn } = await checkCredentials(region);
  say(`account ${account}, ${region}, as ${arn}`);
  refuse(checkDeployment(projects, { stage, region, account }));
  say(`projects in CodeBuild: ${await checkProjects(projects, target)}`);
  const stack = openStack(target);
  const before = await stack.describe();
  const obstacle = before && stackAdvice(stack.name, before.status, options);
  if (obstacle !== undefined) throw new Error(obstacle);
  const missing = await checkConcurrency(readDeployment(ROOT, stage, region).functions, target);
  if (missing > 0) say(nothingReserved(missing, region));

  say('packaging');
  const { functions, template } = await packageService({ stage, region, projects, reserveConcurrency: missing === 0 });
  say(`packaged ${functions.length} functions and ${Object.keys(template.Resources).length} resources`);
  try {
    const kept = await takeUpKept(stack, template, { target, isThere: before !== undefined });
    for (const { type, name } of kept) say(`imported the existing ${KEPT_KINDS[type].word} ${name} with all its data`);
    say(`deploying the stack ${stack.name}`);
    if (waitsForCertificate(projects)) say(`  ${CERTIFICATE_HINT}`);
    const command = ['deploy', '--force', '--verbose', '--package', join(ROOT, '.serverless')];
    await osls([...command, '--stage', stage, '--region', region], ROOT, (line) => sayEvent(line, say));
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${await stateOf(stack, before, options)}`, { cause: error });
  }
  const deployed = await stack.describe();
  say(`done: ${deployed?.status ?? 'the stack does not exist'}`);
  return describeDeployment({ projects, outputs: deployed?.outputs ?? {}, options });
}

const waitsForCertificate = ({ stack: { domain, certificate, hostedZone } }: ProjectsFile): boolean =>
  domain !== undefined && certificate === undefined && hostedZone === undefined;
const CERTIFICATE_HINT =
  'the certificate waits for its DNS record: create the record that Certificate Manager shows, since the deployment waits for it';

const nothingReserved = (missing: number, region: string): string =>
  `no concurrency is reserved, since the account's limit is too low by ${missing}, so a flood of badge requests can hold up webhooks. ` +
  `To raise the limit, run aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 1000 --region ${region}, then deploy again`;

/** The state after a failure, and what to do. */
async function stateOf(stack: Stack, before: DeployedStack | undefined, options: string): Promise<string> {
  const now = await stack.describe().catch(() => 'unknown' as const);
  if (now === 'unknown') return `The state of the stack ${stack.name} cannot be read right now.`;
  if (!now) return `The stack ${stack.name} does not exist: nothing was created.`;
  const advice = stackAdvice(stack.name, now.status, options);
  if (advice !== undefined) return advice;
  const isAsBefore = now.changedAt === before?.changedAt || now.status.endsWith('ROLLBACK_COMPLETE');
  const state = isAsBefore ? 'is unchanged' : 'was changed, but the deployment did not finish';
  return `The stack ${stack.name} ${state} (${now.status}). Fix the problem, then deploy again.`;
}
