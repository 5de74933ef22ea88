import { finding, type CheckedProject, type CheckFinding } from './check.ts';
import { commandsOf } from './commands.ts';

/** `imageRepository` gives a project a repository, the right to push to it, and its address. */
export function* checkImageRepository({ project, buildspec }: CheckedProject): Iterable<CheckFinding> {
  const { imageRepository, environment } = project;
  const hasDocker = environment?.privilegedMode === true || environment?.dockerServer !== undefined;
  if (imageRepository !== undefined && !hasDocker) {
    yield finding(
      'image-without-privileged-mode',
      { project: ['imageRepository'] },
      'an image can only be built in privileged mode',
      'write environment: { privilegedMode: true }',
    );
  }
  const variable = environment?.environmentVariables?.findIndex(({ name }) => name === 'IMAGE_REPOSITORY_URI') ?? -1;
  if (imageRepository !== undefined && variable !== -1) {
    yield finding(
      'image-repository-uri-twice',
      { project: ['environment', 'environmentVariables', variable] },
      'imageRepository sets IMAGE_REPOSITORY_URI',
      'take one of the two out',
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
      `give the project its repository with imageRepository: ${project.name.toLowerCase()}`,
    );
  }
}
