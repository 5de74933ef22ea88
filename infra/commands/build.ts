import { once } from 'node:events';
import path from 'node:path';
import { StartBuildCommand } from '@aws-sdk/client-codebuild';
import { openBuildService } from '../local/build-service.ts';
import { followBuild } from '../local/follow-build.ts';
import { hereProject } from '../local/here-project.ts';
import { loadLocalProjects } from '../local/local-projects.ts';
import type { Report } from '../local/progress.ts';
import { projectDeclaration } from '../local/project-declaration.ts';
import { STATE_DIRECTORY } from '../local/running-service.ts';
import { command } from './command.ts';
import { paintFor } from './printing/paint.ts';
import { printProgress } from './printing/print-progress.ts';

const HELP = `npm run build -- PROJECT [options]   builds a configured project on this machine
npm run build -- --here [options]    builds the current folder, including uncommitted changes

  --ref REF         a branch, tag, commit, pr/N or full ref; by default, the project's source version
  --buildspec FILE  a buildspec to use instead of the project's or buildspec.yml
  --follow          shows the log as it grows
  --verbose         shows every phase, not only slow and failed ones
  --state DIR       the state directory of npm start, .pushlight by default; uses npm start if it is running
  --port N          fails if npm start is running at another port
  --json            prints one JSON event per line, for scripts
  --help, -h        prints this help

The exit code is 0 if the build succeeds.`;

const OPERAND = {
  isOptional: true,
  usage: 'Name one project, or use --here: npm run build -- sample. npm run build -- --help lists the options.',
} as const;

export const main = command({
  help: HELP,
  options: {
    here: { type: 'boolean', default: false },
    ref: { type: 'string' },
    buildspec: { type: 'string' },
    follow: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    port: { type: 'string' },
    state: { type: 'string', default: STATE_DIRECTORY },
    json: { type: 'boolean', default: false },
  },
  operand: OPERAND,
  async run(values, terminal, name) {
    const { console, stdout } = terminal;
    const { ref, buildspec, follow, json } = values;
    if (values.here === (name !== undefined)) throw new Error(OPERAND.usage);
    if (values.here && ref !== undefined)
      throw new Error('--here builds the folder as it is, not a ref: remove --here or --ref.');
    const here = hereProject(process.cwd());
    const state = path.resolve(values.state);
    const onLog = (text: string): void => {
      if (!follow) return;
      if (json) console.log(JSON.stringify({ type: 'log', text }));
      else stdout.write(text);
    };

    const service = await openBuildService({
      directory: values.here ? path.join(state, 'here') : state,
      port: values.port,
      // The build itself reports whether it can run.
      projects: async () =>
        values.here
          ? [here]
          : (await loadLocalProjects(state)).projects.map(({ written }) => projectDeclaration(written)),
    });
    const report: Report = json
      ? (progress) => console.log(JSON.stringify(progress))
      : printProgress({
          verbose: values.verbose,
          follow,
          print: (line) => console.log(line),
          paint: paintFor(stdout),
          logFile: service.logFile,
        });
    const interrupted = once(terminal.interrupted, 'abort');
    try {
      const { build = {} } = await service.client.send(
        new StartBuildCommand({
          projectName: name ?? here.name,
          ...(ref !== undefined && { sourceVersion: ref }),
          ...(buildspec !== undefined && { buildspecOverride: buildspec }),
        }),
      );
      const { id = '', buildNumber: number = 0, projectName: project = '' } = build;
      report({ type: 'build', project, buildId: id, number });
      const following = followBuild(id, { client: service.client, logFile: service.logFile(id), report, onLog });
      const ended = await Promise.race([following, interrupted.then(() => undefined)]);
      if (!ended) return 1;
      return ended.buildStatus === 'SUCCEEDED' ? 0 : 1;
    } finally {
      await service.stop();
    }
  },
});
