import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/** Source: https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectCache.html */
export function* checkCache({ project }: CheckedProject): Iterable<CheckFinding> {
  const { cache, environment } = project;
  if (cache?.type === 'S3' && !cache.location) {
    yield finding(
      'cache-without-bucket',
      { project: ['cache'] },
      'a cache of type S3 needs a bucket',
      'add the bucket to cache, for example location: bucket/prefix',
    );
  }
  const isOfDocker = cache?.modes?.includes('LOCAL_DOCKER_LAYER_CACHE') ?? false;
  if (isOfDocker && environment?.privilegedMode !== true) {
    yield finding(
      'docker-cache-without-privileged-mode',
      { project: ['cache', 'modes'] },
      'LOCAL_DOCKER_LAYER_CACHE needs a Docker daemon, which only runs in privileged mode',
      'remove this mode, or write environment: { privilegedMode: true }',
    );
  }
}
