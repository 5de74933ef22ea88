import * as v from 'valibot';
import { LOCAL_ACCOUNT } from '../../../serverless-file/local-stage.ts';
import { DEFAULT_ENCRYPTION_KEY, projectArn } from '../arns.ts';
import { createJsonFiles } from './json-files.ts';
import type { Project, ProjectDeclaration } from '../model.ts';

interface StoredProject {
  readonly project: Project;
  /**
   * True for a project declared at start, which disappears when it is no longer declared; false for one that
   * CreateProject made, which stays.
   */
  readonly declared: boolean;
  readonly lastBuildNumber: number;
}

/** The projects of the account. */
export interface Projects {
  get(name: string): Project | undefined;
  /** In the order of their names. */
  list(): Project[];
  /** The name must be free. */
  create(declaration: ProjectDeclaration): Project;
  /** Replaces these members of the project, which must exist. */
  update(name: string, changes: Partial<ProjectDeclaration>): Project;
  delete(name: string): void;
  /** Counts the project's builds: a number is never used twice. */
  nextBuildNumber(name: string): number;
}

const Shape = v.looseObject({
  project: v.looseObject({ name: v.string(), created: v.number() }),
  declared: v.boolean(),
  lastBuildNumber: v.number(),
});

/** The projects in `directory`, where the declared ones replace those declared at the last start. */
export function createProjects(directory: string, declarations: readonly ProjectDeclaration[]): Projects {
  const forgotten = 'the build numbers of the project, which start again at 1';
  const files = createJsonFiles<StoredProject>(directory, { shape: Shape, forgotten });
  const kept = new Map(files.readAll().map((stored) => [stored.project.name, stored]));
  const projects = new Map([...kept].filter(([, { declared }]) => !declared));

  const store = (stored: StoredProject): Project => {
    files.write(stored.project.name, stored);
    projects.set(stored.project.name, stored);
    return stored.project;
  };
  for (const declaration of declarations) {
    const before = kept.get(declaration.name);
    const project = completeProject(declaration, before?.project.created ?? Date.now() / 1000);
    store({ project, declared: true, lastBuildNumber: before?.lastBuildNumber ?? 0 });
  }

  return {
    get: (name) => projects.get(name)?.project,
    list: () => [...projects.values()].map(({ project }) => project).sort((a, b) => (a.name < b.name ? -1 : 1)),
    create: (declaration) =>
      store({ project: completeProject(declaration, Date.now() / 1000), declared: false, lastBuildNumber: 0 }),
    update(name, changes) {
      const { project, ...stored } = projects.get(name)!;
      const updated = completeProject({ ...project, ...changes }, project.created);
      return store({ ...stored, project: { ...updated, lastModified: Date.now() / 1000 } });
    },
    delete(name) {
      projects.delete(name);
      files.remove(name);
    },
    nextBuildNumber(name) {
      const stored = projects.get(name)!;
      const lastBuildNumber = stored.lastBuildNumber + 1;
      store({ ...stored, lastBuildNumber });
      return lastBuildNumber;
    },
  };
}

/** Adds the service's defaults to a declared project. */
function completeProject(declaration: ProjectDeclaration, created: number): Project {
  return {
    artifacts: { type: 'NO_ARTIFACTS' },
    cache: { type: 'NO_CACHE' },
    serviceRole: `arn:aws:iam::${LOCAL_ACCOUNT}:role/service-role/codebuild-${declaration.name}-service-role`,
    timeoutInMinutes: 60,
    queuedTimeoutInMinutes: 480,
    encryptionKey: DEFAULT_ENCRYPTION_KEY,
    tags: [],
    badge: { badgeEnabled: false },
    projectVisibility: 'PRIVATE',
    ...declaration,
    arn: projectArn(declaration.name),
    created,
    lastModified: created,
    source: { insecureSsl: false, ...declaration.source },
    environment: {
      environmentVariables: [],
      privilegedMode: false,
      imagePullCredentialsType: 'CODEBUILD',
      ...declaration.environment,
    },
  };
}
