import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { indexConfiguration } from '../../functions/core/configuration.ts';
import { compiledProjects } from '../projects-file/compiled-projects.ts';
import { loadProjectsFile } from '../projects-file/load-projects-file.ts';
import { command, type Terminal } from './command.ts';
import { describeExplanation } from './printing/describe-explanation.ts';
import { findHook } from './stage/find-hook.ts';
import { explainDelivery } from './explain-delivery.ts';

const HELP = `npm run explain -- --hook HOOK [--event EVENT] [--projects FILE] [--json] [PAYLOAD]

Explains what a delivery would start, and why or why not, filter by filter. PAYLOAD is a file with the delivery's body;
without one, or with -, the body is read from standard input.

  --hook HOOK       the name of its hook in the projects file
  --event EVENT     the host's name of the event, by default a push: push, "Push Hook" (GitLab), repo:push (Bitbucket)
  --projects FILE   the projects file; by default PUSHLIGHT_PROJECTS or infra/projects.yml
  --json            prints the response that the delivery would get, with the changed files
  --help, -h        prints this help

  npm run explain -- --hook github --event push payload.json`;

export const main = command({
  help: HELP,
  options: {
    hook: { type: 'string' },
    event: { type: 'string' },
    projects: { type: 'string' },
    json: { type: 'boolean' },
  },
  operand: { isOptional: true, usage: 'Name one payload at a time: npm run explain -- --hook github payload.json' },
  async run(values, { console, stdin }, payload) {
    const configuration = indexConfiguration(compiledProjects(await loadProjectsFile(values.projects)));
    const hooks = [...configuration.hooks.values()];
    if (values.hook === undefined) {
      const known = hooks.map(({ name }) => name).join(', ') || 'none';
      throw new Error(`Name the hook that received the payload with --hook (allowed: ${known}).`);
    }
    const hook = findHook(values.hook, hooks);
    const explanation = await explainDelivery(await readPayload(payload, stdin), values.event, hook, configuration);
    console.log(values.json ? JSON.stringify(explanation, undefined, 2) : describeExplanation(explanation));
  },
});

async function readPayload(file = '-', stdin: Terminal['stdin']): Promise<Buffer> {
  if (file === '-') return buffer(stdin);
  try {
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Error(`The payload file "${file}" cannot be read (${code}): check its path and permissions.`, {
      cause: error,
    });
  }
}
