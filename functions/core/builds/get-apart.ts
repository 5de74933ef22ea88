import type { BuildRecord } from './build-record.ts';
import { inBatches } from '../in-batches.ts';
import type { ObservedBuild } from './observed-build.ts';
import type { Builds } from '../ports.ts';
import { isPermanent } from '../start/start-failure.ts';

/** As many ids as BatchGetBuilds takes. */
const BATCH = 100;
/** So many failed calls in a row, refusals apart, mean that CodeBuild fails, and not one project. */
const OUTAGE = 10;

type Asked = Pick<BuildRecord, 'project' | 'buildId'>;

export interface Failure {
  readonly project: string;
  readonly error: unknown;
}

export interface GotApart {
  readonly found: readonly ObservedBuild[];
  readonly notFound: readonly string[];
  readonly failures: readonly Failure[];
}

/**
 * Gets builds of many projects with few calls. CodeBuild refuses a whole batch for one project's sake, so a batch that
 * failed is halved until that project is alone.
 */
export async function getApart(asked: readonly Asked[], builds: Pick<Builds, 'get'>): Promise<GotApart> {
  const found: ObservedBuild[] = [];
  const notFound: string[] = [];
  const failures: Failure[] = [];
  const waiting = [...inBatches(asked.toSorted(byProject), BATCH)];
  let failedInARow = 0;
  for (let batch = waiting.pop(); batch; batch = waiting.pop()) {
    try {
      const got = await builds.get(batch.map(({ buildId }) => buildId));
      found.push(...got.found);
      notFound.push(...got.notFound);
      failedInARow = 0;
    } catch (error) {
      if (!(error instanceof Error && isPermanent(error.name))) failedInARow += 1;
      const projects = [...new Set(batch.map(({ project }) => project))];
      if (projects.length === 1 || failedInARow > OUTAGE) {
        failures.push(...projects.map((project) => ({ project, error })));
      } else {
        waiting.push(...halves(batch, projects));
      }
    }
  }
  return { found, notFound, failures };
}

const byProject = (one: Asked, other: Asked): number => (one.project < other.project ? -1 : 1);

/** Of whole projects. */
function halves(batch: readonly Asked[], projects: readonly string[]): readonly (readonly Asked[])[] {
  const middle = projects[projects.length >> 1];
  const at = batch.findIndex(({ project }) => project === middle);
  return [batch.slice(0, at), batch.slice(at)];
}
