import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openBuildService, type BuildService } from '../local/build-service.ts';
import { followBuild } from '../local/follow-build.ts';
import { loadLocalProjects } from '../local/local-projects.ts';
import { projectDeclaration } from '../local/project-declaration.ts';
import { STATE_DIRECTORY } from '../local/running-service.ts';
import { command, type Terminal } from './command.ts';
import { findBuild } from './find-build.ts';

const HELP = `npm run logs -- PROJECT [options]   prints the log of a build on this machine, by default the newest

  --number N    the number of the build
  --follow      continues until the build ends
  --state DIR   the state directory of npm start, .pushlight by default; uses npm start if it is running
  --help, -h    prints this help`;

export const main = command({
  help: HELP,
  options: {
    number: { type: 'string' },
    follow: { type: 'boolean', default: false },
    state: { type: 'string', default: STATE_DIRECTORY },
  },
  operand: { usage: 'Name one project: npm run logs -- sample' },
  async run(values, terminal, project) {
    const number = values.number === undefined ? undefined : readNumber(values.number);
    const directory = path.resolve(values.state);
    if (!existsSync(directory))
      throw new Error(`Nothing has been built yet, since ${directory} does not exist: run npm start.`);
    const local = await loadLocalProjects(directory);
    const projects = async () => local.projects.map(({ written }) => projectDeclaration(written));
    const service = await openBuildService({ directory, port: undefined, projects });
    try {
      const { id, status } = await findBuild(service.client, project, number);
      await (values.follow ? follow(id, service, terminal) : print(id, status, service, terminal));
    } finally {
      await service.stop();
    }
  },
});

function readNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new Error(`--number must be the number of a build, for example 3 (got "${text}").`);
}

async function follow(id: string, { client, logFile }: BuildService, { stdout, interrupted }: Terminal): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    interrupted.addEventListener('abort', () => resolve(), { once: true });
  });
  const onLog = (text: string) => void stdout.write(text);
  await Promise.race([followBuild(id, { client, logFile: logFile(id), report: () => {}, onLog }), stopped]);
}

async function print(
  id: string,
  status: string,
  { logFile }: BuildService,
  { console, stdout }: Terminal,
): Promise<void> {
  const file = logFile(id);
  if (existsSync(file)) await pipeline(createReadStream(file), stdout, { end: false });
  else console.error(`The build "${id}" has no log${status === 'IN_PROGRESS' ? ' yet' : ''}: its status is ${status}.`);
}
