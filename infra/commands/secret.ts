import { randomBytes } from 'node:crypto';
import type { Hook } from '../../functions/core/configuration.ts';
import { makeHookSecret } from '../../functions/core/providers/make-hook-secret.ts';
import { PROVIDER_FACTS } from '../../functions/core/providers/provider-facts.ts';
import { readHookSecrets, rotateHookSecrets } from '../../functions/core/webhook/hook-secrets.ts';
import { secretField } from '../deployment/hook-settings.ts';
import { command, type Terminal } from './command.ts';
import { findHook } from './stage/find-hook.ts';
import {
  LONGEST_VALUE,
  openParameterStore,
  STORE_HELP,
  STORE_OPTIONS,
  type StoreOptions,
} from './stage/parameter-store.ts';
import { readCredential } from './stage/read-credential.ts';
import { readUntil } from './options/read-until.ts';
import { stageProjects } from './stage/stage-projects.ts';

const HELP = `npm run secret -- HOOK [options]                creates a new secret for a hook and prints it, once
npm run secret -- HOOK --credential [options]   stores the token with which Pushlight reports to the Git host

  --until TIME      how long the previous secret stays valid: 12h, 7d, 2w, or a day such as 2026-12-31; 7d by
                    default, 0h to end it now
  --credential      reads a token from standard input, or asks for it on a terminal without showing it
${STORE_HELP}
  --help, -h        prints this help

Standard output contains only the secret. Expired secrets are removed.`;

export const main = command({
  help: HELP,
  options: { ...STORE_OPTIONS, until: { type: 'string' }, credential: { type: 'boolean', default: false } },
  operand: { usage: 'Name one hook: npm run secret -- github' },
  async run({ until: given, credential, ...options }, terminal, name) {
    if (credential && given !== undefined) {
      throw new Error(
        '--until is only for secrets, since a credential is valid until another one replaces it: remove --until.',
      );
    }
    const hook = findHook(name, (await stageProjects(options)).hooks);
    return credential ? setCredential(hook, options, terminal) : rotateSecret(hook, given ?? '7d', options, terminal);
  },
});

async function setCredential(hook: Hook, options: StoreOptions, terminal: Terminal): Promise<void> {
  if (!hook.credential) {
    throw new Error(
      `The hook "${hook.name}" uses no credential: first add credential: token to the hook in the projects file.`,
    );
  }
  const { console, stdin } = terminal;
  if (stdin.isTTY) console.error(`Create ${PROVIDER_FACTS[hook.provider].setup.credential}.`);
  const value = await readCredential(hook.host, terminal);
  const store = await openParameterStore(options, console);
  await store.put(`/pushlight/${store.stage}/credentials/${hook.name}`, value);
  console.error(`The credential of the hook "${hook.name}" is stored, and is used within 60 s.`);
}

async function rotateSecret(hook: Hook, given: string, options: StoreOptions, { console }: Terminal): Promise<void> {
  const now = Date.now();
  const until = readUntil('--until', given, now);
  const store = await openParameterStore(options, console);

  const path = `/pushlight/${store.stage}/webhooks/`;
  const before = (await store.valuesUnder(path)).get(hook.name) ?? '';
  const secret = makeHookSecret(hook, randomBytes(32));
  const value = rotateHookSecrets(before, secret, now, until);
  if (Buffer.byteLength(value) > LONGEST_VALUE) {
    throw new Error(`The hook "${hook.name}" has too many valid secrets: end the previous ones with --until 0h.`);
  }
  await store.put(path + hook.name, value);

  const old = readHookSecrets(value, now).length - 1;
  if (old > 0) {
    const end = new Date(until).toISOString().slice(0, 16).replace('T', ' ');
    console.error(
      `${old === 1 ? 'The previous secret is' : `The ${old} previous secrets are`} valid until ${end} UTC at most.`,
    );
  }
  console.error(
    `Paste this secret at ${hook.host} as ${secretField(hook)}. The secret becomes valid within 60 s, and is shown only once:`,
  );
  console.log(secret);
}
