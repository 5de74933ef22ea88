import type { ShownBuild } from './shown-build.ts';

/**
 * The newest build of each ref: first the project's own ref, then the others by age.
 * @param builds newest first
 */
export function newestOfRefs(builds: readonly ShownBuild[], ownRef: string): readonly ShownBuild[] {
  const newest = new Map<string, ShownBuild>();
  for (const build of builds) {
    const { ref } = build.record;
    if (ref !== undefined && !newest.has(ref)) newest.set(ref, build);
  }
  const own = newest.get(ownRef);
  const others = [...newest.values()].filter((build) => build !== own);
  return own ? [own, ...others] : others;
}
