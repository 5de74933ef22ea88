import { randomBytes } from 'node:crypto';
import { makeHookSecret } from '../../functions/core/providers/make-hook-secret.ts';
import { readHookSecrets, rotateHookSecrets } from '../../functions/core/webhook/hook-secrets.ts';
import { secretField } from '../deployment/hook-settings.ts';
import { command } from './command.ts';
import { findHook } from './stage/find-hook.ts';
import { LONGEST_VALUE, openParameterStore, STORE_HELP, STORE_OPTIONS } from './stage/parameter-store.ts';
import { readUntil } from './options/read-until.ts';
import { stageProjects } from './stage/stage-projects.ts';

const HELP = `npm run secret -- HOOK [options]   creates a new secret for a hook and prints it once

  --until TIME      how long the previous secret stays valid: 12h, 7d, 2w, or a day such as 2026-12-31; 7d by
                    default, 0h to end it now
${STORE_HELP}
  --help, -h        prints this help

Standard output contains only the secret. Expired secrets are removed.`;

export const main = command({
  help: HELP,
  options: { ...STORE_OPTIONS, until: { type: 'string', default: '7d' } },
  operand: { usage: 'Name one hook: npm run secret -- github' },
  async run({ until: given, ...options }, { console }, name) {
    const now = Date.now();
    const until = readUntil('--until', given, now);
    const hook = findHook(name, (await stageProjects(options)).hooks);
    const store = await openParameterStore(options, console);

    const path = `/pushlight/${store.stage}/webhooks/`;
    const before = (await store.valuesUnder(path)).get(hook.name) ?? '';
    const secret = makeHookSecret(hook, randomBytes(32));
    const value = rotateHookSecrets(before, secret, now, until);
    if (Buffer.byteLength(value) > LONGEST_VALUE) {
      throw new Error(`The hook ${hook.name} has too many valid secrets: end the earlier ones with --until 0h.`);
    }
    await store.put(path + hook.name, value);

    const old = readHookSecrets(value, now).length - 1;
    if (old > 0) {
      const end = new Date(until).toISOString().slice(0, 16).replace('T', ' ');
      console.error(
        `${old === 1 ? 'The previous secret is' : `The ${old} previous secrets are`} valid until ${end} UTC at most.`,
      );
    }
    console.error(`Paste it at ${hook.host} as ${secretField(hook)}. It is valid within 60 s, and is shown only once:`);
    console.log(secret);
  },
});
