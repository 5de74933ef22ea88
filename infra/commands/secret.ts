import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Hook } from '../../functions/core/configuration.ts';
import { makeHookSecret } from '../../functions/core/providers/make-hook-secret.ts';
import { readHookSecrets, rotateHookSecrets } from '../../functions/core/webhook/hook-secrets.ts';
import { secretField } from '../deployment/hook-settings.ts';
import type { Terminal } from './command.ts';
import { findHook } from './stage/find-hook.ts';
import { LONGEST_VALUE, openParameterStore, STORE_HELP, STORE_OPTIONS } from './stage/parameter-store.ts';
import { readUntil } from './options/read-until.ts';
import { stageProjects } from './stage/stage-projects.ts';

const HELP = `npm run secret -- HOOK [options]   makes the secret of a hook, or another, and prints it, once

  --until TIME      how long the one before it counts on: 12h, 7d, 2w, or a day, as 2026-12-31; 7d unless told, 0h
                    to end it
${STORE_HELP}
  --help, -h        prints this

The secret alone is printed to standard output. Those that have ended are taken out.`;

export async function main(args: readonly string[], { console }: Terminal): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...STORE_OPTIONS, until: { type: 'string', default: '7d' }, help: { type: 'boolean', short: 'h' } },
  });
  const { until: given, help, ...options } = values;
  if (help) return console.log(HELP);
  const now = Date.now();
  const until = readUntil('--until', given, now);
  const hook = onlyHook(positionals, (await stageProjects(options)).compiled.hooks);
  const store = await openParameterStore(options, console);

  const path = `/pushlight/${store.stage}/webhooks/`;
  const before = (await store.valuesUnder(path)).get(hook.name) ?? '';
  const secret = makeHookSecret(hook, randomBytes(32));
  const value = rotateHookSecrets(before, secret, now, until);
  if (Buffer.byteLength(value) > LONGEST_VALUE) {
    throw new Error(`The hook ${hook.name} has too many secrets that still count: end them with --until 0h.`);
  }
  await store.put(path + hook.name, value);

  const old = readHookSecrets(value, now).length - 1;
  if (old > 0) {
    const end = new Date(until).toISOString().slice(0, 16).replace('T', ' ');
    console.error(`${old === 1 ? 'The secret before it counts' : `${old} before it count`} until ${end} UTC at most.`);
  }
  console.error(`Paste it at ${hook.host}, as ${secretField(hook)}. It counts within 60 s, and is shown only now:`);
  console.log(secret);
}

function onlyHook(positionals: readonly string[], known: readonly Hook[]): Hook {
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) throw new Error('Name one hook: npm run secret -- github');
  return findHook(name, known);
}
