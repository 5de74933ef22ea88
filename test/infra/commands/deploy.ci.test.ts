import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { AwsError } from '../../../infra/local/aws/aws-service.ts';
import type { Template } from '../../../infra/cloudformation/template.ts';
import { blocksOf, pageOf } from '../../docs/pages.ts';
import { rounds } from '../../soak.ts';
import { temporaryDirectory } from '../local/start-stand-ins.ts';
import { newAccount, type Account } from './recording-aws/account.ts';
import { startRecordingAws } from './recording-aws/start-recording-aws.ts';
import { repositories, type InRepository } from './repositories.ts';
import { spawnCommand } from './spawn-command.ts';

const PROJECTS_FILE = `
webhooks: { github: { provider: github } }
projects:
  - name: web
    arn: arn:aws:codebuild:eu-west-1:123456789012:project/web
    source: { type: GITHUB, location: https://github.com/acme/web.git }
    badge: { badgeEnabled: true, branch: trunk }
    webhook: { filterGroups: [[{ type: EVENT, pattern: PUSH }]] }
  - name: images
    source: { type: GITHUB, location: https://github.com/acme/images.git }
    environment:
      type: LINUX_CONTAINER
      image: aws/codebuild/standard:7.0
      computeType: BUILD_GENERAL1_SMALL
      privilegedMode: true
    imageRepository: acme/images
`;
const TARGET = ['--stage', 'prod', '--region', 'eu-west-1'];
/** What each command prints first. */
const SAYS_WHERE = 'Stage prod, region eu-west-1 (from --region)\n';
const API = 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com';

/** What a command did to an account. */
interface Command {
  readonly name: string;
  readonly args: readonly string[];
  readonly account: Account;
}

const emptyAccount = (): Account => {
  const account = newAccount();
  account.projects.set('web', {});
  return account;
};

// Each waits for a repository, and on a busy machine for long.
vi.setConfig({ testTimeout: 600_000 });

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let inRepository: InRepository;
let deploy: Command, secret: Command, remove: Command, deployAgain: Command;
let deployed: Ran, made: Ran, removed: Ran, deployedAgain: Ran;
/** The template that cfn-lint checks. */
let packaged: Template;

beforeAll(async () => {
  directory = await temporaryDirectory();
  inRepository = repositories(directory.path, 2);

  [packaged, deployed] = await Promise.all([
    packageTemplate(),
    run((deploy = { name: 'deploy', args: [], account: emptyAccount() })),
  ]);
  [made, removed] = await Promise.all([
    run((secret = { name: 'secret', args: ['github'], account: deployed.account })),
    run((remove = { name: 'remove', args: ['--yes'], account: deployed.account })),
  ]);
  deployedAgain = await run((deployAgain = { name: 'deploy', args: [], account: removed.account }));
}, 600_000);
afterAll(() => directory.remove());

type Ran = Awaited<ReturnType<typeof run>>;
let runs = 0;

interface RunOptions {
  readonly refusal?: { readonly operation: string; readonly error: AwsError };
  readonly projects?: string;
}

/** Runs a command in a repository against a copy of a recorded account. */
async function run(command: Command, { refusal, projects = PROJECTS_FILE }: RunOptions = {}) {
  const own = path.join(directory.path, `run-${runs++}`);
  mkdirSync(own);
  const PUSHLIGHT_PROJECTS = path.join(own, 'projects.yml');
  writeFileSync(PUSHLIGHT_PROJECTS, projects);
  const account = structuredClone(command.account);
  const aws = await startRecordingAws({ directory: own, account, ...(refusal && { refusal }) });
  const environment = { ...aws.environment, HOME: '/nonexistent', PUSHLIGHT_PROJECTS };
  try {
    const args = [...command.args, ...TARGET];
    const ended = await inRepository((cwd) => spawnCommand(command.name, args, { cwd, environment }));
    return { ...ended, calls: aws.calls, account };
  } finally {
    await aws.stop();
  }
}

function packageTemplate(): Promise<Template> {
  return inRepository(async (cwd) => {
    const environment = { PUSHLIGHT_PROJECTS: path.join(directory.path, 'projects.yml') };
    writeFileSync(environment.PUSHLIGHT_PROJECTS, PROJECTS_FILE);
    await spawnCommand('package', TARGET, { cwd, environment });
    const file = path.join(cwd, '.serverless/cloudformation-template-update-stack.json');
    return JSON.parse(readFileSync(file, 'utf8')) as Template;
  });
}

const templateOf = ({ account }: Ran): Template => account.stacks.get('pushlight-prod')!.template;

/** The folder to which osls uploads has the time in its name. */
const withoutDate = (template: Template): unknown =>
  JSON.parse(JSON.stringify(template).replaceAll(/\d{13}-\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'DATE'));

test('a deployment uploads the functions, and prints the URLs and what to paste where', () => {
  expect(deployed).toMatchObject({ exitCode: 0, stderr: SAYS_WHERE });
  expect(deployed.stdout).toMatch(
    /packaged 9 functions[\s\S]*UPDATE_COMPLETE AWS::CloudFormation::Stack pushlight-prod/,
  );
  for (const told of [
    `URL: ${API}/webhooks/github`,
    'Content type: application/json',
    'npm run secret -- github --stage prod --region eu-west-1',
    `[![web](${API}/badges/web.svg?branch=trunk)](${API}/badges?project=web)`,
  ]) {
    expect(deployed.stdout).toContain(told);
  }
  const uploaded = [...deployed.account.objects.keys()].map((key) => path.basename(key));
  expect(uploaded).toEqual(expect.arrayContaining(['webhook.zip', 'trigger.zip', 'badge.zip', 'builds.zip']));
});

test('docs/deploy.md shows what a deployment prints', () => {
  const page = pageOf('docs/deploy.md');
  const parts = blocksOf(page, '')[0]!
    .split(/^ *…\n/m)
    .map(withoutChance);
  expect(parts.length).toBeGreaterThan(1);
  let rest = withoutChance(deployed.stdout);
  for (const part of parts) {
    expect(rest).toContain(part);
    rest = rest.slice(rest.indexOf(part) + part.length);
  }
});

/** The output without times, the test's own folder, and the number of resources, which each feature changes. */
const withoutChance = (printed: string): string =>
  printed
    .replaceAll(/^ *\d+ s /gm, '')
    .replaceAll(/\S*projects\.yml/g, 'PROJECTS')
    .replaceAll(/\d+ resources/g, 'RESOURCES');

test('the deployed template is the one that npm run package creates', () => {
  expect(withoutDate(templateOf(deployed))).toEqual(withoutDate(packaged));
});

test('a secret is created in the Parameter Store of the deployment', () => {
  expect(made).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^[0-9a-f]{64}\n$/) });
  expect(made.calls).toEqual(['ssm:GetParametersByPath', 'ssm:PutParameter']);
});

test('removing deletes the stack and its uploads, keeps tables and images, and prints how to delete them', () => {
  expect(removed).toMatchObject({ exitCode: 0, stderr: SAYS_WHERE });
  expect(removed.stdout).toMatch(/The following remains [^]*the table pushlight-prod-builds\n/);
  expect(removed.stdout).toMatch(/To delete them for good:[^]*delete-table[^]*delete-repository [^\n]*acme\/images/);
  const { stacks, objects, tables, repositories } = removed.account;
  expect([...stacks.keys(), ...objects.keys()]).toEqual([]);
  expect([...tables.keys()].toSorted()).toEqual([
    'pushlight-prod-builds',
    'pushlight-prod-commit-statuses',
    'pushlight-prod-deliveries',
  ]);
  expect([...repositories]).toEqual([['acme/images', { 'pushlight:stage': 'prod' }]]);
});

test('deploying again brings the tables and images back into the stack', () => {
  expect(deployedAgain).toMatchObject({ exitCode: 0, stderr: SAYS_WHERE });
  expect(deployedAgain.stdout).toContain('imported the existing table pushlight-prod-builds with all its data');
  expect(deployedAgain.stdout).toContain('imported the existing image repository acme/images with all its data');
  expect(withoutDate(templateOf(deployedAgain))).toEqual(withoutDate(packaged));
});

test.concurrent('deploying with another project updates the stack as it is', async () => {
  const another = PROJECTS_FILE.replaceAll(/\bweb\b/g, 'site');
  const account = { ...structuredClone(deployed.account), projects: new Map([['site', {}]]) };
  const ran = await run({ ...deploy, account }, { projects: another });
  expect(ran).toMatchObject({ exitCode: 0, stderr: SAYS_WHERE });
  expect(ran.calls).toContain('cloudformation:UpdateStack');
  for (const call of ['CreateStack', 'CreateChangeSet']) expect(ran.calls).not.toContain(`cloudformation:${call}`);
  expect(JSON.stringify(templateOf(ran).Resources['TriggerRole'])).toContain(':project/site');
  expect(ran.account.stacks.get('pushlight-prod')?.status).toBe('UPDATE_COMPLETE');
});

test.concurrent(
  'an image repository that was removed and is named again is brought back into the stack as it is',
  async () => {
    const account = structuredClone(deployed.account);
    const stack = account.stacks.get('pushlight-prod')!;
    const Resources = Object.fromEntries(
      Object.entries(stack.template.Resources).filter(([, { Type }]) => Type !== 'AWS::ECR::Repository'),
    );
    stack.template = { ...stack.template, Resources };
    const ran = await run({ ...deploy, account });
    expect(ran).toMatchObject({ exitCode: 0, stderr: SAYS_WHERE });
    expect(ran.stdout.match(/imported [^\n]*/g)).toEqual([
      'imported the existing image repository acme/images with all its data',
    ]);
    expect(withoutDate(templateOf(ran))).toEqual(withoutDate(packaged));
    expect([...ran.account.objects.keys()].map((key) => path.basename(key))).toContain('import.json');

    const after = await run({ ...remove, account: ran.account });
    expect(after).toMatchObject({ exitCode: 0, stderr: SAYS_WHERE });
    expect([...after.account.stacks.keys(), ...after.account.objects.keys()]).toEqual([]);
  },
  240_000,
);

test.concurrent('a stack that was only reviewed can be removed', async () => {
  const account = emptyAccount();
  const template = { Resources: {}, Outputs: {} };
  account.stacks.set('pushlight-prod', { status: 'REVIEW_IN_PROGRESS', template, events: [], changes: 0 });
  const ran = await run({ ...remove, account });
  expect(ran).toMatchObject({ exitCode: 0, stderr: SAYS_WHERE });
  expect([...ran.account.stacks]).toEqual([]);
});

test.concurrent('a resource that cannot be brought back is reported with the reason and what to do', async () => {
  const account = { ...structuredClone(removed.account), failing: 'DeliveriesTable' };
  const { exitCode, stderr } = await run({ ...deploy, account });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(
    /\nThe kept resources could not be imported \(IMPORT_ROLLBACK_COMPLETE\): IMPORT_FAILED: DeliveriesTable [^\n]*\n[^\n]*deploy again\.\n$/,
  );
});

test.concurrent("somebody else's image repository is not brought into the stack", async () => {
  const account = { ...emptyAccount(), repositories: new Map([['acme/images', {}]]) };
  const ran = await run({ ...deploy, account });
  expect(ran.stderr).toMatch(
    /\nThe image repository acme\/images already exists, and no deployment of the stage prod created it/,
  );
  expect([...ran.account.stacks]).toEqual([]);
});

test.concurrent(
  'a resource that cannot be created is reported with the reason, and the stack is as it was before',
  async () => {
    const account = { ...structuredClone(deployed.account), failing: 'WebhookRole' };
    const template = templateOf(deployed);
    const { WebhookRole: _, ...Resources } = template.Resources;
    account.stacks.get('pushlight-prod')!.template = { ...template, Resources };
    expect(await run({ ...deploy, account })).toMatchObject({
      exitCode: 1,
      stderr:
        SAYS_WHERE +
        'osls deploy failed: CREATE_FAILED: WebhookRole (AWS::IAM::Role) The maximum number of these has been reached\n' +
        'The stack pushlight-prod is unchanged (UPDATE_ROLLBACK_COMPLETE). Fix the problem, then deploy again.\n',
    });
  },
);

test.concurrent(
  'resources that a failed first deployment created and kept are used by the next one',
  async () => {
    const failed = await run({ ...deploy, account: { ...emptyAccount(), failing: 'WebhookRole' } });
    expect(failed.stderr).toContain('(UPDATE_ROLLBACK_COMPLETE). Fix the problem, then deploy again.');
    const { failing: _, ...account } = failed.account;
    const ran = await run({ ...deploy, account });
    expect(ran).toMatchObject({ exitCode: 0, stderr: SAYS_WHERE });
    expect(ran.stdout).toContain('imported the existing table pushlight-prod-builds');
  },
  240_000,
);

test.concurrent(
  "if the account's concurrency is low, nothing is reserved and the output says how to raise it",
  async () => {
    const ran = await run({ ...deploy, account: { ...emptyAccount(), concurrency: 10 } });
    expect(ran.exitCode).toBe(0);
    expect(ran.stdout).toMatch(/no concurrency is reserved[^\n]*request-service-quota-increase/);
    expect(JSON.stringify(templateOf(ran))).not.toMatch(/"ReservedConcurrentExecutions":\d/);
  },
);

test.concurrent.each<[string, Partial<Account>, string]>([
  ['is not there', { projects: new Map() }, '[project-not-found]'],
  ["is another stage's", { projects: new Map([['web', { 'pushlight:stage': 'dev' }]]) }, '[project-of-other-stage]'],
])('a project that %s stops a deployment before anything is created', async (_, change, message) => {
  const ran = await run({ ...deploy, account: { ...emptyAccount(), ...change } });
  expect(ran).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(message) });
  expect(ran.calls).toEqual(['sts:GetCallerIdentity', 'codebuild:BatchGetProjects']);
});

test.concurrent.each<[string, AwsError, string]>([
  ['codebuild:BatchGetProjects', new AwsError('ThrottlingException', 'Rate exceeded', 400), 'try again in a minute'],
  ['cloudformation:CreateStack', new AwsError('InternalFailure', 'Something broke', 500), 'nothing was created'],
])('if AWS is too busy or fails at %s, the output says what that means', async (operation, error, message) => {
  const ran = await run(deploy, { refusal: { operation, error } });
  expect(ran).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(error.message) });
  expect(ran.stderr).toContain(message);
});

test.concurrent('a stack that is being changed is left alone', async () => {
  const account = structuredClone(deployed.account);
  account.stacks.get('pushlight-prod')!.status = 'UPDATE_IN_PROGRESS';
  const ran = await run({ ...deploy, account });
  expect(ran).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('(UPDATE_IN_PROGRESS): wait until') });
  expect(ran.account).toEqual(account);
});

test('if a call is refused, the command fails and names it, unless its work was already done', async () => {
  // Each call once, with the fastest command that makes it.
  const refusals = new Map<string, Command>();
  for (const [command, { calls }] of [
    [remove, removed],
    [secret, made],
    [deploy, deployed],
    [deployAgain, deployedAgain],
  ] as const) {
    for (const call of calls) if (!refusals.has(call)) refusals.set(call, command);
  }
  // A sixth of them, chosen by the seed; `npm run soak` tries all.
  const tried = [...refusals].filter((_, index) => rounds(1) > 1 || index % 6 === inject('seed') % 6);
  await Promise.all(tried.map(([operation, command]) => refuse(operation, command)));
}, 600_000);

async function refuse(operation: string, command: Command): Promise<void> {
  const message = `User: arn:aws:iam::123456789012:user/ops is not authorized to perform: ${operation}`;
  const refusal = { operation, error: new AwsError('AccessDenied', message, 403) };
  const { exitCode, stdout, stderr, account } = await run(command, { refusal });
  const isRemoved = command === remove && account.stacks.size === 0;
  if (isRemoved) return expect(exitCode, `remove without ${operation}`).toBe(0);
  const told = { exitCode, stderr, isDone: /\/webhooks\/github|^The following remains |^[0-9a-f]{64}$/m.test(stdout) };
  expect(told, `${command.name} without ${operation}`).toEqual({
    exitCode: 1,
    // osls reports a refusal by S3 in its own words.
    stderr: expect.stringMatching(new RegExp(`${operation}|deployment bucket`)),
    isDone: false,
  });
  expect(stderr).not.toMatch(/\n\s+at /);
}
