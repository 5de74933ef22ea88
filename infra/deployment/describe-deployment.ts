import { badgeSnippets } from '../../functions/core/badge-list/badge-snippets.ts';
import { projectUrl } from '../../functions/core/badge-list/project-url.ts';
import type { CompiledProjects } from '../../functions/core/configuration.ts';
import { hookSettings } from './hook-settings.ts';

export interface Deployment {
  readonly projects: CompiledProjects;
  /** Of the stack, by their names. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Those of the commands: "--stage prod --region eu-west-1". */
  readonly options: string;
}

/** What one has after a deployment, and what to paste where. */
export function describeDeployment({ projects, outputs, options }: Deployment): string {
  const api = outputs['ApiUrl'] ?? outputs['HttpApiUrl'] ?? '';
  const badges = outputs['BadgesUrl'] ?? api;
  const shown = projects.projects.find(({ badge }) => badge.enabled);
  return [
    '',
    `  API      ${api}/projects`,
    `  docs     ${api}/docs`,
    `  badges   ${badges}/badges`,
    ...projects.hooks.flatMap((hook) => [
      '',
      `The hook ${hook.name}, on ${hook.host}:`,
      ...hookSettings(hook, `${api}/webhooks/${hook.name}`, `npm run secret -- ${hook.name} ${options}`),
    ]),
    ...(projects.hooks.length > 0
      ? []
      : ['', 'The projects file has no webhooks: nothing starts a build but the API.']),
    '',
    ...(shown
      ? [
          `The badge of ${shown.name}, in Markdown:`,
          `  ${badgeSnippets({ image: `${badges}/badges/${shown.name}.svg`, link: projectUrl(shown, badges), alt: shown.name })['Markdown']}`,
        ]
      : ['No badge is public: badge.badgeEnabled: true in the projects file makes one.']),
  ].join('\n');
}
