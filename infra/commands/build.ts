import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { StartBuildCommand, type StartBuildCommandInput } from '@aws-sdk/client-codebuild';
import { openBuildService, type BuildServiceOptions } from '../local/build-service.ts';
import type { ProjectDeclaration } from '../local/codebuild/model.ts';
import { followBuild } from '../local/follow-build.ts';
import { hereProject } from '../local/here-project.ts';
import { loadLocalProjects } from '../local/local-projects.ts';
import type { Report } from '../local/progress.ts';
import { STATE_DIRECTORY } from '../local/running-service.ts';
import type { Terminal } from './command.ts';
import { paintFor } from './printing/paint.ts';
import { printProgress } from './printing/print-progress.ts';

const USAGE = `npm run build -- PROJECT [options]   builds a configured project on this machine
npm run build -- --here [options]    builds the current folder, changes that are not committed included

  --ref REF         a branch, tag, commit, pr/N or full ref, instead of the project's own
  --buildspec FILE  another file than the project's, or than buildspec.yml
  --follow          shows the log as it grows
  --verbose         shows every phase, and not only those that are slow or fail
  --state DIR       where npm start keeps everything, .pushlight by default; a running one is found there
  --port N          refuses a running npm start at another port
  --json            prints one event a line, for scripts
  --help, -h        prints this

The exit code is 0 when the build has succeeded.`;

interface Options {
  readonly request: StartBuildCommandInput;
  readonly service: BuildServiceOptions;
  readonly follow: boolean;
  readonly verbose: boolean;
  readonly json: boolean;
}

function readOptions(args: readonly string[]): Options | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      here: { type: 'boolean', default: false },
      ref: { type: 'string' },
      buildspec: { type: 'string' },
      follow: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
      port: { type: 'string' },
      state: { type: 'string', default: STATE_DIRECTORY },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const [project, ...others] = positionals;
  if (others.length > 0 || values.here === (project !== undefined)) {
    throw new Error(
      'Name one project, or use --here: npm run build -- sample. npm run build -- --help lists the options.',
    );
  }
  if (values.here && values.ref !== undefined) {
    throw new Error('--here builds the folder as it is: leave out --ref.');
  }
  const { ref, buildspec, follow, verbose, json } = values;
  const here = hereProject(process.cwd());
  const state = path.resolve(values.state);
  return {
    request: {
      projectName: project ?? here.name,
      ...(ref !== undefined && { sourceVersion: ref }),
      ...(buildspec !== undefined && { buildspecOverride: buildspec }),
    },
    service: {
      directory: values.here ? path.join(state, 'here') : state,
      port: values.port,
      // Whether they can be built is for the build to say.
      projects: async () =>
        values.here ? [here] : ((await loadLocalProjects(state)).declared as readonly ProjectDeclaration[]),
    },
    follow,
    verbose,
    json,
  };
}

export async function main(args: readonly string[], terminal: Terminal): Promise<number | void> {
  const { console, stdout } = terminal;
  const options = readOptions(args);
  if (!options) return console.log(USAGE);
  const { request, service: serviceOptions, follow, json } = options;
  const onLog = (text: string): void => {
    if (!follow) return;
    if (json) console.log(JSON.stringify({ type: 'log', text }));
    else stdout.write(text);
  };

  const service = await openBuildService(serviceOptions);
  const report: Report = json
    ? (progress) => console.log(JSON.stringify(progress))
    : printProgress({
        ...options,
        print: (line) => console.log(line),
        paint: paintFor(stdout),
        logFile: service.logFile,
      });
  const interrupted = once(terminal.interrupted, 'abort');
  try {
    const { build = {} } = await service.client.send(new StartBuildCommand(request));
    const { id = '', buildNumber: number = 0, projectName: project = '' } = build;
    report({ type: 'build', project, buildId: id, number });
    const following = followBuild(id, { client: service.client, logFile: service.logFile(id), report, onLog });
    const ended = await Promise.race([following, interrupted.then(() => undefined)]);
    if (!ended) return 1;
    return ended.buildStatus === 'SUCCEEDED' ? 0 : 1;
  } finally {
    await service.stop();
  }
}
