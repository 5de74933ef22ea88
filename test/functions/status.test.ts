import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { indexConfiguration, type Project } from '../../functions/core/configuration.ts';
import { toRecord } from '../../functions/core/builds/to-record.ts';
import { RANK } from '../../functions/core/builds/build-record.ts';
import { reconcile } from '../../functions/core/builds/reconcile/reconcile.ts';
import { recordBuild } from '../../functions/core/builds/record-build.ts';
import { status } from '../../functions/status.ts';
import { stateChange as event } from './state-change.ts';
import { startWorld, webProject, type World } from './start-world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const marked = (ref: string) => [{ name: 'PUSHLIGHT_REF', value: ref }];
const startBuild = (ref = 'refs/heads/main') =>
  world.builds.start({ project: 'web', environmentVariables: marked(ref), idempotencyToken: String(Math.random()) });

const region = 'us-east-1';

const observe = (what: unknown, builds: Pick<World['builds'], 'get'> = world.builds) =>
  status({ ...world, builds })(what);
const row = async (key = 'ref#refs/heads/main') => (await world.rows.readNewest('web', key))?.newest;
interface Elsewhere {
  readonly region?: string;
  readonly projects?: readonly Project[];
  readonly builds?: Pick<World['builds'], 'get'>;
}
const down = { get: () => Promise.reject(new Error('CodeBuild is down')) };

describe('status', () => {
  test('writes what CodeBuild reports, not what the event reports', async () => {
    const { id } = await startBuild();
    world.codeBuild.end(id, 'TIMED_OUT');
    await observe(event(id, {}, { 'build-status': 'FAILED' }));
    expect(await row()).toMatchObject({ status: 'TIMED_OUT', rank: RANK.ended, number: 1 });
  });

  test('an event that is ahead of CodeBuild’s responses is accepted until reconciling confirms it', async () => {
    const { id } = await startBuild();
    await observe(event(id));
    expect(await row()).toMatchObject({ status: 'SUCCEEDED', rank: RANK.endedByEvent });
    world.codeBuild.end(id, 'SUCCEEDED');
    await reconcile(world, () => 60_000);
    expect(await row()).toMatchObject({ status: 'SUCCEEDED', rank: RANK.ended });
  });

  test.each([
    ['TIMED_OUT', 'TIMED_OUT'],
    ['FAULT', 'FAULT'],
    ['FAILED', 'FAILED'],
  ])('without CodeBuild, FAILED with a phase that is %s is %s', async (phaseStatus, expected) => {
    const { id } = await startBuild();
    const environment = { 'environment-variables': [] };
    const more = { 'build-number': 1, environment, phases: [{ 'phase-type': 'BUILD', 'phase-status': phaseStatus }] };
    await observe(event(id, {}, { 'build-status': 'FAILED', 'additional-information': more }), down);
    expect(await row('latest')).toMatchObject({ status: expected, rank: RANK.endedByEvent });
  });

  test.each([
    ['something that is not an event', null],
    ['an empty event', {}],
    ['an event of another account', (id: string) => event(id, { account: '111111111111' })],
    ['an event of another region', (id: string) => event(id, { region: 'eu-west-1' })],
    ['an event of another project', (id: string) => event(id.replace('web', 'api'), {}, { 'project-name': 'api' })],
    ['an event whose project and build differ', (id: string) => event(id, {}, { 'project-name': 'api' })],
    ['an event whose build id is not an ARN', (id: string) => event(id, {}, { 'build-id': id })],
    [
      'an event of an unknown build',
      () => event('web:99999999-0000-4000-8000-000000000000', {}, { 'additional-information': {} }),
    ],
  ])('ignores %s', async (_, make) => {
    const { id } = await startBuild();
    await observe(typeof make === 'function' ? make(id) : make);
    expect(await row()).toBeUndefined();
  });

  test.each([
    ['another region', { region: 'eu-west-1' }],
    ['another region, with CodeBuild down', { region: 'eu-west-1', builds: down }],
    ['a project that is not in the configuration', { projects: [] }],
    ['a project that is not in the configuration, with CodeBuild down', { projects: [], builds: down }],
    ['a project whose name has another case in the configuration', { projects: [{ ...webProject, name: 'Web' }] }],
  ])('ignores a build of %s, although everything else is right', async (_, changed) => {
    const { region: elsewhere = region, projects = [webProject], builds = world.builds } = changed as Elsewhere;
    const { id } = await startBuild();
    const arn = `arn:aws:codebuild:${elsewhere}:000000000000:build/${id}`;
    const configuration = indexConfiguration({ hooks: [], projects });
    await status({ ...world, configuration, builds })(event(id, { region: elsewhere }, { 'build-id': arn }));
    expect(await row()).toBeUndefined();
    expect(await row('latest')).toBeUndefined();
  });

  test('a build without a source version colours the badge of its project’s branch, if CodeBuild confirms it', async () => {
    const projects = [{ ...webProject, badge: { enabled: true, branch: 'main' } }];
    const configuration = indexConfiguration({ hooks: [], projects });
    const { id } = await world.builds.start({ project: 'web', environmentVariables: [], idempotencyToken: 'a' });
    const environment = { 'environment-variables': [] };
    const unmarked = { 'additional-information': { 'build-number': 1, environment } };
    // Some builds' source versions are missing in their events.
    await status({ ...world, configuration, builds: down })(event(id, {}, unmarked));
    expect(await row('latest')).toMatchObject({ status: 'SUCCEEDED' });
    expect(await row()).toBeUndefined();
    await status({ ...world, configuration })(event(id, {}, unmarked));
    expect(await row()).toMatchObject({ status: 'SUCCEEDED', ref: 'refs/heads/main' });
  });

  test('accepts events without a number, additional information or a known status', async () => {
    const { id } = await startBuild();
    for (const detail of [
      { 'additional-information': undefined },
      { 'build-status': 'new one' },
      { 'build-status': 7 },
    ]) {
      await observe(event(id, {}, detail));
      expect(await row()).toMatchObject({ rank: RANK.queued, number: 1 });
    }
  });

  describe('an event of a build that has not ended', () => {
    const commit = 'b'.repeat(40);
    const marker = { name: 'PUSHLIGHT_DELIVERY', value: 'a'.repeat(64) };
    const told = (id: string, more: object = {}, detail: object = {}) =>
      event(
        id,
        {},
        {
          'build-status': 'IN_PROGRESS',
          'current-phase': 'PROVISIONING',
          'additional-information': {
            'build-number': 1,
            'source-version': `refs/heads/main^{${commit}}`,
            environment: { 'environment-variables': marked('refs/heads/main') },
            ...more,
          },
          ...detail,
        },
      );
    const unasked = { get: () => Promise.reject(new Error('CodeBuild was asked')) };
    let asked = 0;
    const counting = { get: (ids: readonly string[]) => ((asked += 1), world.builds.get(ids)) };
    beforeEach(() => (asked = 0));

    const bare = { 'source-version': commit };
    test.each([
      ['the ref and commit of its source version', { environment: {} }, { ref: 'refs/heads/main', commit }],
      ['a bare commit and no variables', { ...bare, environment: { 'environment-variables': [] } }, { commit }],
      [
        'a bare commit beside the ref that Pushlight set',
        {
          'source-version': commit,
          environment: { 'environment-variables': marked('refs/pull/7/head') },
        },
        { ref: 'refs/pull/7/head', commit },
      ],
    ])('is enough if it contains %s', async (_, more, expected) => {
      const { id } = await startBuild();
      await observe(told(id, more), unasked);
      expect(await row(`commit#${commit}`)).toMatchObject({ rank: RANK.running, buildId: id, ...expected });
    });

    test.each([
      ['no environment', undefined],
      ['an environment without variables', {}],
      ['variables that are not a list', { 'environment-variables': 'none' }],
    ])(
      'never colours `latest` with a pull request’s build if it contains a bare commit and %s',
      async (_, environment) => {
        const { id } = await world.builds.start({
          project: 'web',
          sourceVersion: commit,
          environmentVariables: marked('refs/pull/7/head'),
          idempotencyToken: 'pull request',
        });
        await observe(told(id, { ...bare, environment }), {
          get: () => Promise.reject(new Error('CodeBuild is down')),
        });
        expect(await row('latest')).toBeUndefined();
        await observe(told(id, { ...bare, environment }), counting);
        expect(asked).toBe(1);
        expect(await row('latest')).toBeUndefined();
        expect(await row('ref#refs/pull/7/head')).toMatchObject({ buildId: id, commit });
      },
    );

    /** It has no `build-status`. */
    const dequeued = (phaseStatus: string) => ({
      'build-status': undefined,
      'current-phase': undefined,
      'completed-phase': 'QUEUED',
      'completed-phase-status': phaseStatus,
    });

    test('is enough if it reports that the build left the queue', async () => {
      const { id } = await startBuild();
      await observe(told(id, {}, dequeued('SUCCEEDED')), unasked);
      expect(await row()).toMatchObject({ rank: RANK.running, status: 'IN_PROGRESS', buildId: id });
    });

    test.each(['STOPPED', 'TIMED_OUT', 'FAULT'])(
      'makes status ask CodeBuild if the build was %s in the queue',
      async (end) => {
        const { id } = await startBuild();
        world.codeBuild.end(id, end);
        await observe(told(id, {}, dequeued(end)), counting);
        expect(asked).toBe(1);
        expect(await row()).toMatchObject({ rank: RANK.ended, status: end });
      },
    );

    test.each([
      ['the commit', { 'source-version': 'main' }],
      ['a source version', { 'source-version': undefined, environment: {} }],
      [
        'the commit, whatever its variables say',
        {
          'source-version': undefined,
          environment: {
            'environment-variables': [
              { name: 'PUSHLIGHT_REF', value: 'refs/heads/main' },
              { name: 'WEBHOOK_COMMIT', value: 'b'.repeat(40) },
            ],
          },
        },
      ],
      ['its number', { 'build-number': undefined }],
    ])('makes status ask CodeBuild if it lacks %s', async (_, more) => {
      const { id } = await startBuild();
      await observe(told(id, more), counting);
      expect(asked).toBe(1);
      expect(await row()).toMatchObject({ buildId: id });
    });

    test('and is queued is ignored if Pushlight started the build, since whoever started it writes that', async () => {
      const { id } = await startBuild();
      const queued = { 'current-phase': 'QUEUED' };
      const environment = { 'environment-variables': [...marked('refs/heads/main'), marker] };
      await observe(told(id, { environment }, queued), unasked);
      expect(await row()).toBeUndefined();
      await observe(told(id, {}, queued), unasked);
      expect(await row()).toMatchObject({ rank: RANK.queued });
      await observe(told(id, { environment }, { 'completed-phase': 'QUEUED', ...queued }), unasked);
      expect(await row()).toMatchObject({ rank: RANK.running });
    });

    test('writes nothing when it arrives again', async () => {
      const { id } = await startBuild();
      await observe(told(id), unasked);
      const { rows } = world;
      const nothing = () => Promise.reject(new Error('a row was written'));
      const once = { ...rows, advanceBuild: nothing, writeBuild: nothing, writeNewest: nothing };
      await status({ ...world, builds: unasked, rows: once })(told(id));
    });
  });

  test('keeps only those fields of a build that badges and lists need', async () => {
    const { id } = await startBuild();
    await observe(event(id));
    expect(Object.keys((await row()) ?? {}).sort()).toEqual(
      ['buildId', 'number', 'project', 'rank', 'ref', 'startedAt', 'status'].sort(),
    );
  });
});

describe('reconcile', () => {
  const run = () => reconcile(world, () => 60_000);

  test('a build whose events were all lost reaches its badge', async () => {
    const { id } = await startBuild();
    world.codeBuild.end(id, 'FAILED');
    await run();
    expect(await row()).toMatchObject({ status: 'FAILED', buildId: id });
  });

  test.each([
    [{ badge: { enabled: true, branch: 'main' } }, undefined, 'ref#refs/heads/main'],
    [{ badge: { enabled: true, branch: 'main' }, sourceVersion: 'next' }, undefined, 'ref#refs/heads/next'],
    [{ badge: { enabled: true, branch: 'main' } }, 'feature', 'ref#refs/heads/feature'],
    [{ badge: { enabled: true } }, undefined, 'latest'],
  ])(
    'a build of a project with %j, started by hand with the version %s, is recorded as %s',
    async (more, version, key) => {
      const configuration = indexConfiguration({ hooks: [], projects: [{ ...webProject, ...more }] });
      await world.builds.start({
        project: 'web',
        environmentVariables: [],
        idempotencyToken: 'a',
        ...(version !== undefined && { sourceVersion: version }),
      });
      await reconcile({ ...world, configuration }, () => 60_000);
      const refs = ['main', 'next', 'feature'].map((name) => `ref#refs/heads/${name}`);
      const rows = await Promise.all(['latest', ...refs].map(async (name) => ((await row(name)) ? [name] : [])));
      expect(rows.flat()).toEqual([...new Set(['latest', key])]);
    },
  );

  test('a build that has ended in CodeBuild but is running in the table ends', async () => {
    const build = await startBuild();
    await recordBuild(toRecord(build, RANK.ended, webProject), world);
    world.codeBuild.end(build.id, 'STOPPED');
    expect(await run()).toMatchObject({ unfinished: 1 });
    expect(await row()).toMatchObject({ status: 'STOPPED' });
    expect(await run()).toMatchObject({ unfinished: 0, mended: 0 });
  });

  test('more unfinished builds than one CodeBuild call returns all end', async () => {
    const started = await Promise.all(Array.from({ length: 101 }, (_, n) => startBuild(`refs/heads/branch-${n}`)));
    for (const build of started) await world.rows.advanceBuild(toRecord(build, RANK.ended, webProject));
    for (const { id } of started) world.codeBuild.end(id, 'SUCCEEDED');
    expect(await run()).toMatchObject({ unfinished: 101, gone: 0 });
    expect(await world.rows.unfinished()).toEqual([]);
    expect(await row('ref#refs/heads/branch-100')).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('a running build that CodeBuild no longer knows does not colour a badge', async () => {
    const startedAt = Date.now() - 300_000;
    await recordBuild({ ...toRecord(await startBuild(), RANK.ended, webProject), startedAt }, world);
    world.codeBuild.forgetBuilds();
    expect(await run()).toMatchObject({ gone: 1 });
    expect(await row()).toBeUndefined();
    expect(await row('latest')).toBeUndefined();
  });

  test('a project that was deleted and recreated, and whose numbers start at 1, shows its new builds', async () => {
    for (const end of ['FAILED', 'FAILED']) {
      const { id } = await startBuild();
      world.codeBuild.end(id, end);
    }
    await run();
    expect(await row()).toMatchObject({ number: 2, status: 'FAILED' });
    world.codeBuild.forgetBuilds();
    const { id } = await startBuild();
    world.codeBuild.end(id, 'SUCCEEDED');
    await run();
    expect(await row()).toMatchObject({ number: 1, status: 'SUCCEEDED', buildId: id });
    expect(await world.rows.readNewest('web', 'latest')).toMatchObject({ ended: { number: 1, status: 'SUCCEEDED' } });
  });
});
