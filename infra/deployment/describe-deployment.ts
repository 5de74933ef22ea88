import { badgeUrl } from '../../functions/core/badge-list/badge-url.ts';
import { badgeSnippets } from '../../functions/core/badge-list/badge-snippets.ts';
import { projectUrl } from '../../functions/core/badge-list/project-url.ts';
import type { ProjectsFile } from '../projects-file/read-projects-file.ts';
import { hookSettings } from './hook-settings.ts';

export interface FinishedDeployment {
  readonly projects: Pick<ProjectsFile, 'hooks' | 'projects' | 'stack'>;
  /** The stack's outputs by name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The options for further commands: "--stage prod --region eu-west-1". */
  readonly options: string;
}

/** What exists after a deployment, and what to paste where. */
export function describeDeployment({ projects, outputs, options }: FinishedDeployment): string {
  const { hooks, stack } = projects;
  const { ApiUrl: api = '', BadgesUrl: badges = '', DashboardUrl: dashboard, DomainTarget: target = '' } = outputs;
  return [
    '',
    `  API        ${api}/projects`,
    `  docs       ${api}/docs`,
    `  badges     ${badges}/badges`,
    ...(dashboard === undefined ? [] : [`  dashboard  ${dashboard}`]),
    ...(stack.domain !== undefined && stack.hostedZone === undefined
      ? ['', `Create the DNS record ${stack.domain} CNAME ${target}`]
      : []),
    ...(stack.alarmEmail === undefined
      ? []
      : ['', `Alarms go to ${stack.alarmEmail} after you confirm the e-mail that AWS sent there.`]),
    ...hooks.flatMap((hook) => [
      '',
      `The hook "${hook.name}", on ${hook.host}:`,
      ...hookSettings(hook, `${api}/webhooks/${hook.name}`, `npm run secret -- ${hook.name} ${options}`),
    ]),
    ...(hooks.length > 0 ? [] : ['', 'The projects file has no webhooks, so only the API can start builds.']),
    '',
    ...describeBadge(projects, badges),
  ].join('\n');
}

function describeBadge({ projects }: Pick<ProjectsFile, 'projects'>, origin: string): readonly string[] {
  const shown = projects.find(({ compiled }) => compiled.badge.enabled)?.compiled;
  if (!shown) return ['No badge is public. To publish one, set badge.badgeEnabled: true in the projects file.'];
  const image = badgeUrl(shown, origin);
  const { Markdown } = badgeSnippets({ image, link: projectUrl(shown, origin), alt: shown.name });
  return [`The badge of ${shown.name}, in Markdown:`, `  ${Markdown}`];
}
