import { describe, expect, test } from 'vitest';
import { indexConfiguration, type Hook, type Project } from '../../../../functions/core/configuration.ts';
import { makeJob, type Job } from '../../../../functions/core/start/job.ts';
import { refuseJob } from '../../../../functions/core/start/refuse-job.ts';
import { pushEvent } from '../../push-event.ts';
import { webProject } from '../../start-world.ts';

const hook: Hook = { name: 'github', provider: 'github', host: 'github.com' };
const received = { hook: 'github', deliveryId: 'd', receivedAt: 1, identity: 'i' };

const refusal = (changes: {
  readonly job?: Partial<Job>;
  readonly project?: Partial<Project>;
  readonly hook?: Partial<Hook>;
}) => {
  const project = { ...webProject, ...changes.project };
  const changedHook = { ...hook, ...changes.hook };
  const configuration = indexConfiguration({ hooks: [changedHook], projects: [project] });
  return refuseJob({ ...makeJob(pushEvent(), 'web', received), ...changes.job }, project, changedHook, configuration);
};

const repository = (changes: Partial<Job['repository']>) => ({
  job: { repository: { host: 'github.com', fullName: 'acme/web', id: '7', ...changes } },
});

test.each([
  ['of its project and hook', {}],
  ['whose repository differs only in case', repository({ fullName: 'ACME/Web' })],
  ["of the project's only hook", { project: { hook: 'github' } }],
  ['with the repository id that the project names', { project: { repositoryId: '7' } }],
])('a job %s is not refused', (_, changes) => {
  expect(refusal(changes)).toBeUndefined();
});

test.each([
  ['host is another one', repository({ host: 'evil.example' }), 'evil.example'],
  ['host is in capitals', repository({ host: 'GitHub.com' }), 'GitHub.com'],
  ['host has a port', repository({ host: 'github.com:8443' }), 'github.com:8443'],
  ["host is the project's but not that of its hook", { hook: { host: 'git.acme.io' } }, 'git.acme.io'],
  ['provider is another one', { job: { provider: 'gitea' } } as const, 'gitea'],
  ['repository is another one', repository({ fullName: 'acme/other' }), 'acme/other'],
  ['repository has the same name on another host', repository({ fullName: 'evil/acme/web' }), 'evil/acme/web'],
  ['repository only begins with the same name', repository({ fullName: 'acme/web2' }), 'acme/web2'],
  ['repository is empty', repository({ fullName: '' }), 'neither the repository of the project web'],
  ['id is another one', { ...repository({ id: '8' }), project: { repositoryId: '7' } }, 'the id 8'],
  ["hook is not the project's", { project: { hook: 'other' } }, 'hook "other"'],
  ['project is not started by webhooks', { project: { filterGroups: [] } }, 'no filter group'],
])('a job whose %s is refused', (_, changes, why) => {
  expect(refusal(changes)).toContain(why);
});

describe('for a project of the organisation acme', () => {
  const { repository: _, ...others } = webProject;
  const project: Project = { ...others, scope: { host: 'github.com', fullName: 'acme' } };
  const configuration = indexConfiguration({ hooks: [hook], projects: [project] });
  const refusalOf = (fullName: string) =>
    refuseJob(
      { ...makeJob(pushEvent(), 'web', received), ...repository({ fullName }).job },
      project,
      hook,
      configuration,
    );

  test.each(['acme/web', 'Acme/other', 'acme/tools/cli'])('a job of %s is not refused', (fullName) => {
    expect(refusalOf(fullName)).toBeUndefined();
  });

  test.each(['evil/web', 'acme', 'acme2/web', 'acme/../evil/web', 'acme/web/../../evil/web', '../acme/web'])(
    'a job of %s is refused',
    (fullName) => {
      expect(refusalOf(fullName)).toContain(fullName);
    },
  );
});
