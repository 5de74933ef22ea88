import path from 'node:path';
import { indexConfiguration } from '../../functions/core/configuration.ts';
import { reconcile } from '../../functions/core/builds/reconcile/reconcile.ts';
import { readDeployment } from '../../infra/serverless-file/read-deployment.ts';
import { startWorld, webProject, type World } from '../functions/start-world.ts';
import type { Row } from './row.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PROJECTS = Array.from({ length: 5000 }, (_, at) => `project-${String(at).padStart(4, '0')}`);
/** The last whose turn comes when projects are compared one after another. */
const LAST = PROJECTS.at(-1)!;
/** Builds of the account that started after the lost one. */
const NEWER = 60;
const TARGET_MINUTES = 2;

/** How long a build of which no event arrived stays unknown. */
export async function benchReconcile(): Promise<readonly Row[]> {
  const world = await startWorld();
  try {
    await loseEvents(world);
    const minutes = (await runsUntilFound(world)) * minutesBetweenRuns();
    return [
      {
        what: 'until a lost event is found, 5,000 projects',
        ours: `${minutes} min`,
        ratio: minutes / TARGET_MINUTES,
        target: `at most ${TARGET_MINUTES} min`,
        met: minutes <= TARGET_MINUTES,
      },
    ];
  } finally {
    await world.stop();
  }
}

async function loseEvents({ builds, codeBuild }: World): Promise<void> {
  const { id } = await builds.start({ project: LAST, environmentVariables: [], idempotencyToken: LAST });
  for (let newer = 0; newer < NEWER; newer++) {
    const project = newer % 2 === 0 ? PROJECTS[newer]! : `foreign-${newer}`;
    await builds.start({ project, environmentVariables: [], idempotencyToken: project });
  }
  codeBuild.end(id, 'FAILED');
}

async function runsUntilFound(world: World): Promise<number> {
  const projects = PROJECTS.map((name) => ({ ...webProject, name }));
  const ports = { ...world, configuration: indexConfiguration({ hooks: [], projects }) };
  for (let runs = 1; ; runs++) {
    await reconcile(ports, () => 60_000);
    if (await world.rows.readNewest(LAST, 'latest')) return runs;
  }
}

/** Events get lost just after a run, at worst. */
function minutesBetweenRuns(): number {
  const { functions } = readDeployment(ROOT, 'prod', 'us-east-1');
  const schedules = functions.flatMap(({ name, events }) =>
    name === 'reconcile' ? events.flatMap((event) => (event.type === 'schedule' ? [event.everyMilliseconds] : [])) : [],
  );
  return Math.max(...schedules) / 60_000;
}
