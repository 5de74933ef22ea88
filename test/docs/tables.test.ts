import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { OPERATIONS, type Operation } from '../../functions/core/api/operations.ts';
import { PROBLEMS } from '../../functions/core/api/problems.ts';
import { PROVIDER_FACTS } from '../../functions/core/providers/provider-facts.ts';
import { statusApiOf } from '../../functions/core/providers/status-apis.ts';
import { COMMIT_STATES, PROVIDERS } from '../../functions/core/vocabulary.ts';
import { KEY_MEANINGS } from '../../infra/projects-file/schema/key-meanings.ts';
import { projectsFileSchema } from '../../infra/projects-file/schema/projects-file-schema.ts';
import { generateTemplate } from '../../infra/package/generate-template.ts';
import { HTTP_API_STAGE } from '../../infra/cloudformation/osls-names.ts';
import { reportingOptions } from '../infra/template/compile-for-test.ts';
import { expectGenerated, table } from './generated.ts';
import { schemaKeys, type SchemaKey } from './schema-keys.ts';

const options = reportingOptions('prod', 'stack: { alarmEmail: ops@example.com }');
const { Resources, extensions } = generateTemplate(options).template;

test('docs/operate.md has the text of every alarm, and the limits of functions and routes', async () => {
  await expectGenerated('docs/operate.md', {
    'infra/template/alarms.ts': alarms(),
    'serverless.yml': functionLimits(),
    'infra/template/route-throttling.ts': routeLimits(),
  });
});

function alarms(): string {
  const all = Object.values(Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
  expect(all.length).toBeGreaterThan(1);
  return all
    .map(({ Properties: { AlarmName, AlarmDescription } }) => {
      const name = String(AlarmName).replace('pushlight-prod-', '');
      return `- \`${name}\`: ${textOf(AlarmDescription)}`;
    })
    .join('\n');
}

/** The text of a `Fn::Sub`, with names that a reader has to replace. */
const textOf = (description: unknown): string =>
  typeof description === 'string'
    ? description
    : (description as { 'Fn::Sub': string })['Fn::Sub']
        .replaceAll('${AWS::Region}', 'REGION')
        .replaceAll(/\$\{(\w+)\.Arn\}/g, 'ARN-OF-$1');

const functionLimits = (): string =>
  table(
    ['Function', 'Instances at once'],
    options.functions.map(({ name, reservedConcurrency }) => [`\`${name}\``, String(reservedConcurrency)]),
  );

interface Limits {
  readonly ThrottlingRateLimit: number;
  readonly ThrottlingBurstLimit: number;
}

function routeLimits(): string {
  const { RouteSettings, DefaultRouteSettings: others } = extensions[HTTP_API_STAGE]!.Properties as unknown as {
    readonly RouteSettings: Readonly<Record<string, Limits>>;
    readonly DefaultRouteSettings: Limits;
  };
  const own = Object.entries(RouteSettings).filter(([, limits]) => !isDeepStrictEqual(limits, others));
  const row = (route: string, { ThrottlingRateLimit, ThrottlingBurstLimit }: Limits) => [
    route,
    String(ThrottlingRateLimit),
    String(ThrottlingBurstLimit),
  ];
  return table(
    ['Route', 'Requests a second', 'Requests at once'],
    [...own.map(([route, limits]) => row(`\`${route}\``, limits)), row('each other route', others)],
  );
}

test('docs/http-api.md has every call and every problem', async () => {
  const calls = Object.values<Operation>(OPERATIONS).map(({ method, path, action, summary, query = {} }) => {
    const parameters = Object.keys(query).map((name) => `\`${name}\``);
    return [`\`${method} ${path}\``, summary, `\`${action}\``, parameters.join(', ')];
  });
  const problems = Object.entries(PROBLEMS).map(([name, { status, title }]) => [`\`${name}\``, String(status), title]);
  await expectGenerated('docs/http-api.md', {
    'functions/core/api/operations.ts': table(['Call', 'Effect', 'Action of the token', 'Query'], calls),
    'functions/core/api/problems.ts': table(['Type: `/docs#…`', 'Status', 'Title'], problems),
  });
});

const HOSTS = {
  GitHub: { provider: 'github', host: 'github.com' },
  GitLab: { provider: 'gitlab', host: 'gitlab.com' },
  'Bitbucket Cloud': { provider: 'bitbucket', host: 'bitbucket.org' },
  'Bitbucket Data Center': { provider: 'bitbucket', host: 'git.acme.io' },
  'Gitea, Forgejo': { provider: 'gitea', host: 'git.acme.io' },
} as const;

test('docs/statuses.md has what each host shows, and the tokens', async () => {
  const apis = Object.values(HOSTS).map(statusApiOf);
  const states = COMMIT_STATES.map((state) => [state, ...apis.map((api) => `\`${api.states[state]}\``)]);
  const tokens = PROVIDERS.map((provider) => `- \`${provider}\`: ${PROVIDER_FACTS[provider].setup.credential}`);
  await expectGenerated('docs/statuses.md', {
    'functions/core/providers/provider-facts.ts': tokens.join('\n'),
    'functions/core/providers/status-apis.ts': table(['', ...Object.keys(HOSTS)], states),
  });
});

/** These have the same keys as `source` and `artifacts`. */
const REPEATED = /^projects\[\]\.secondary(?:Sources|Artifacts)\[\]/;
const keys = schemaKeys(projectsFileSchema).filter(({ path }) => !REPEATED.test(path));

test('docs/projects-file.md has every key', async () => {
  const parts = ['webhooks', 'projects', 'stack', 'api'].map((top) => {
    const own = keys.filter(({ path }) => path.startsWith(`${top}.`) || path.startsWith(`${top}[]`));
    expect(own.length).toBeGreaterThan(3);
    return [`infra/projects-file/schema/projects-file-schema.ts, ${top}`, own.map(described(top)).join('\n')] as const;
  });
  await expectGenerated('docs/projects-file.md', Object.fromEntries(parts));
});

const described =
  (top: string) =>
  ({ path, isRequired, takes }: SchemaKey): string => {
    const key = path.slice(top.length).replace(/^(?:\[\]\.|\.)/, '');
    const meaning = KEY_MEANINGS[path];
    const form = [takes, ...(isRequired ? ['required'] : [])].join('; ');
    return `- \`${key}\` (${form})${meaning === undefined ? '' : `: ${meaning}`}`;
  };

test("every key outside CodeBuild's own structures has a meaning", () => {
  const inCodeBuild =
    /^projects\[\]\.(?:(?:source|secondarySourceVersions|environment|artifacts|cache|logsConfig|fileSystemLocations|buildBatchConfig|tags|vpcConfig|permissions)(?:\[\])?\.|webhook\.(?:filterGroups\[\]\[\]|scopeConfiguration|pullRequestBuildPolicy)\.)/;
  const without = keys.map(({ path }) => path).filter((path) => !inCodeBuild.test(path) && !(path in KEY_MEANINGS));
  expect(without).toEqual(['webhooks', 'projects', 'stack', 'api', 'api.issuers', 'api.rules']);
});

test('every meaning belongs to a key that exists', () => {
  const paths = new Set(keys.map(({ path }) => path));
  expect(Object.keys(KEY_MEANINGS).filter((path) => !paths.has(path))).toEqual([]);
});
