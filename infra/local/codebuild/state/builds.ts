import * as v from 'valibot';
import { buildUuid } from '../arns.ts';
import { createJsonFiles } from './json-files.ts';
import type { Build, StartBuildRequest } from '../model.ts';
import type { ArtifactDeclarations } from './new-build.ts';

export interface StoredBuild {
  /** Modified in place while the build runs; `save` stores it. */
  readonly build: Build;
  readonly request: StartBuildRequest;
  readonly artifacts: ArtifactDeclarations;
}

/** Every build of the account. */
export interface Builds {
  get(id: string): StoredBuild | undefined;
  /** Oldest first. */
  list(): StoredBuild[];
  add(stored: StoredBuild): void;
  /** Does nothing for a build that was deleted meanwhile. */
  save(build: Build): void;
  delete(id: string): void;
}

const Shape = v.looseObject({
  build: v.looseObject({
    id: v.string(),
    projectName: v.string(),
    buildNumber: v.number(),
    startTime: v.number(),
    phases: v.array(v.looseObject({ phaseType: v.string() })),
  }),
  request: v.looseObject({}),
  artifacts: v.looseObject({}),
});

export function createBuilds(directory: string): Builds {
  const files = createJsonFiles<StoredBuild>(directory, { shape: Shape, forgotten: 'this build' });
  const builds = new Map(
    files
      .readAll()
      .sort((a, b) => a.build.startTime - b.build.startTime || a.build.buildNumber - b.build.buildNumber)
      .map((stored) => [stored.build.id, stored]),
  );
  const write = (stored: StoredBuild): void => files.write(buildUuid(stored.build.id), stored);
  return {
    get: (id) => builds.get(id),
    list: () => [...builds.values()],
    add(stored) {
      write(stored);
      builds.set(stored.build.id, stored);
    },
    save({ id }) {
      const stored = builds.get(id);
      if (stored) write(stored);
    },
    delete(id) {
      builds.delete(id);
      files.remove(buildUuid(id));
    },
  };
}
