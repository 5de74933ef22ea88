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
      'imageRepository is for builds of images, which need privileged mode',
      'write environment: { privilegedMode: true }',
    );
  }
  const variable = environment?.environmentVariables?.findIndex(({ name }) => name === 'IMAGE_REPOSITORY_URI') ?? -1;
  if (imageRepository !== undefined && variable !== -1) {
    yield finding(
      'image-repository-uri-twice',
      { project: ['environment', 'environmentVariables', variable] },
      'IMAGE_REPOSITORY_URI is set twice, here and by imageRepository',
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
      'this command uses the variable IMAGE_REPOSITORY_URI, but nothing sets it',
      `add an image repository to the project, for example imageRepository: ${project.name.toLowerCase()}`,
    );
  }
}
