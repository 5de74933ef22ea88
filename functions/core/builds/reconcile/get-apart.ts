import type { BuildRecord } from '../build-record.ts';
import { inBatches } from '../../in-batches.ts';
import type { ObservedBuild } from '../observed-build.ts';
import type { Builds } from '../build-ports.ts';
import { isPermanent } from '../start-failure.ts';

/** BatchGetBuilds accepts at most this many ids. */
const BATCH = 100;
/**
 * If this many calls in a row fail (refusals do not count), the fault is CodeBuild's and not that of a single project.
 */
const OUTAGE = 10;

export type Asked = Pick<BuildRecord, 'project' | 'buildId'>;

export interface Failure {
  readonly project: string;
  readonly error: unknown;
}

/** The result of one call. */
export interface GotApart {
  readonly found: readonly ObservedBuild[];
  readonly notFound: readonly string[];
  readonly failures: readonly Failure[];
}

/**
 * Gets builds of many projects with few calls, in the requested order, and yields after each call, so that the caller
 * can stop there. CodeBuild refuses a whole batch because of one project, so a failed batch is halved until that
 * project is alone; its remaining builds are then skipped.
 */
export async function* getApart(asked: readonly Asked[], builds: Pick<Builds, 'get'>): AsyncGenerator<GotApart> {
  const failed = new Set<string>();
  // Builds of the same project are adjacent within a batch.
  const waiting: (readonly Asked[])[] = inBatches(asked, BATCH).map((batch) => batch.toSorted(byProject));
  waiting.reverse();
  let failedInARow = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const batch = next.filter(({ project }) => !failed.has(project));
    if (batch.length === 0) continue;
    try {
      const { found, notFound } = await builds.get(batch.map(({ buildId }) => buildId));
      failedInARow = 0;
      yield { found, notFound, failures: [] };
    } catch (error) {
      if (!(error instanceof Error && isPermanent(error.name))) failedInARow += 1;
      const projects = [...new Set(batch.map(({ project }) => project))];
      if (projects.length === 1 || failedInARow > OUTAGE) {
        for (const project of projects) failed.add(project);
        yield { ...NOTHING, failures: projects.map((project) => ({ project, error })) };
      } else {
        waiting.push(...halves(batch, projects).toReversed());
        yield NOTHING;
      }
    }
  }
}

const byProject = (one: Asked, other: Asked): number => (one.project < other.project ? -1 : 1);

const NOTHING: GotApart = { found: [], notFound: [], failures: [] };

/** Halves that consist of whole projects. */
function halves(batch: readonly Asked[], projects: readonly string[]): readonly (readonly Asked[])[] {
  const middle = projects[projects.length >> 1];
  const at = batch.findIndex(({ project }) => project === middle);
  return [batch.slice(0, at), batch.slice(at)];
}
