import { findTarget } from '../../deployment/target/find-target.ts';
import { checkStage, describeTarget, type Target } from '../../deployment/target/target.ts';
import { describeFinding } from '../../findings/describe-finding.ts';
import { loadProjectsFile } from '../../projects-file/load-projects-file.ts';
import type { ProjectsFile } from '../../projects-file/read-projects-file.ts';
import type { Terminal } from '../command.ts';
import { existingArns } from './existing-arns.ts';

export interface Deployed {
  readonly target: Target;
  readonly projects: ProjectsFile;
}

/**
 * Loads the projects file and the deployment's target, and prints the target and the warnings.
 *
 * @throws Error with the file's errors, or with what is wrong with the stage or region
 */
export async function loadProjects(
  options: { readonly stage: string; readonly region?: string | undefined },
  { console }: Pick<Terminal, 'console'>,
): Promise<Deployed> {
  checkStage(options.stage);
  const projects = await loadProjectsFile();
  const target = await findTarget(options, async () => existingArns(projects));
  console.error(describeTarget(target));
  for (const warning of projects.warnings) console.error(describeFinding(warning));
  return { target, projects };
}
