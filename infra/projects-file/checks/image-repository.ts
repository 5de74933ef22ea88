import { finding, type CheckedProject, type CheckFinding } from './check.ts';
import { commandsOf } from './commands.ts';

/** `imageRepository` gives a project a repository, permission to push to it, and its URI. */
export function* checkImageRepository({ project, buildspec }: CheckedProject): Iterable<CheckFinding> {
  const { imageRepository, environment } = project;
  const hasDocker = environment?.privilegedMode === true || environment?.dockerServer !== undefined;
  if (imageRepository !== undefined && !hasDocker) {
    yield finding(
      'image-without-privileged-mode',
      { project: ['imageRepository'] },
      'building an image needs privileged mode',
      'write environment: { privilegedMode: true }',
    );
  }
  const variable = environment?.environmentVariables?.findIndex(({ name }) => name === 'IMAGE_REPOSITORY_URI') ?? -1;
  if (imageRepository !== undefined && variable !== -1) {
    yield finding(
      'image-repository-uri-twice',
      { project: ['environment', 'environmentVariables', variable] },
      'imageRepository also sets IMAGE_REPOSITORY_URI',
      'remove one of the two',
    );
  }
  const isSet =
    imageRepository !== undefined || variable !== -1 || 'IMAGE_REPOSITORY_URI' in (buildspec?.variables ?? {});
  const use = commandsOf(buildspec).find(({ text }) => text.includes('IMAGE_REPOSITORY_URI'));
  if (use && !isSet) {
    yield finding(
      'image-repository-uri-missing',
      use.at,
      'nothing sets IMAGE_REPOSITORY_URI',
      `add a repository, for example imageRepository: ${project.name.toLowerCase()}`,
    );
  }
}
