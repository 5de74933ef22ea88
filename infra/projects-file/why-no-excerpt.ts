import type { LogExcerpt } from '../../functions/core/configuration.ts';
import type { Buildspec } from '../buildspec/buildspec.ts';
import type { ProjectInput } from './schema/projects-file-schema.ts';

/** Why no excerpt of a project's logs is stored, in words; undefined if one is stored. */
export interface WhyNoExcerpt {
  readonly withheld: NonNullable<LogExcerpt['withheld']>;
  readonly because: string;
}

type Excerpted = Pick<ProjectInput, 'arn' | 'environment' | 'logsConfig' | 'logExcerpt'>;

/** @param buildspec undefined if it cannot be read here: then it may name secrets */
export function whyNoExcerpt(project: Excerpted, buildspec: Buildspec | undefined): WhyNoExcerpt | undefined {
  if (project.logsConfig?.cloudWatchLogs?.status === 'DISABLED') {
    return { withheld: 'no log', because: 'excerpts are read from CloudWatch Logs, which has no logs of these builds' };
  }
  if (project.logExcerpt?.secrets === 'masked') return undefined;
  const because = secretsOf(project, buildspec);
  return because === undefined ? undefined : { withheld: 'secrets', because };
}

function secretsOf({ arn, environment }: Excerpted, buildspec: Buildspec | undefined): string | undefined {
  const variables = environment?.environmentVariables ?? [];
  const secret = variables.find(({ type = 'PLAINTEXT' }) => type !== 'PLAINTEXT');
  if (secret) return `the variable "${secret.name}" has the type ${secret.type}`;
  if (!buildspec) return 'the buildspec cannot be read here and may name secrets';
  for (const [section, names] of [
    ['parameter-store', buildspec.parameterStore],
    ['secrets-manager', buildspec.secretsManager],
  ] as const) {
    const [name] = Object.keys(names);
    if (name !== undefined) return `the buildspec has the variable "${name}" in env.${section}`;
  }
  return arn !== undefined && !environment
    ? 'the variables of the existing project are not in the projects file'
    : undefined;
}
