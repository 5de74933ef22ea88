import type { Finding } from '../../../../infra/findings/finding.ts';
import { readProjectsFile } from '../../../../infra/projects-file/read-projects-file.ts';

/** A new project without findings; its `environment` and `source` are each on a line of their own. */
const FINE = {
  arn: '',
  source: '{ type: GITHUB, location: https://github.com/acme/web }',
  environment:
    '{ type: LINUX_CONTAINER, image: "aws/codebuild/standard:7.0", computeType: BUILD_GENERAL1_SMALL, privilegedMode: true }',
};

/** A projects file with one project: its name on line 2, then the given keys and those of FINE, one per line. */
export function projectWith(keys: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ ...FINE, ...keys }).filter(([, value]) => value !== '');
  return `projects:\n  - name: web\n${lines.map(([key, value]) => `    ${key}: ${value}\n`).join('')}`;
}

/** The same with these commands inline: the first on line 10. */
export const projectRunning = (commands: readonly string[], keys: Readonly<Record<string, string>> = {}): string =>
  projectWith({
    source: `
      type: NO_SOURCE
      buildspec: |
        version: 0.2
        phases:
          build:
            commands:
${commands.map((command) => `              - ${command}`).join('\n')}`,
    ...keys,
  });

/** The position and id of each finding. */
export function found(text: string): readonly string[] {
  const read = readProjectsFile(text);
  const show = (kind: string) => (finding: Finding) => `${finding.line}:${finding.column} ${kind}${finding.id}`;
  return 'problems' in read ? read.problems.map(show('')) : read.warnings.map(show('warning '));
}
