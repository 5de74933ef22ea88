import { homedir } from 'node:os';
import type { Variables } from '../running/build-shell.ts';

/**
 * Variables under which git takes credentials from the credential helpers of this machine's user, whichever
 * configuration and home it runs with itself. Nothing asks for what no helper knows.
 * Source: https://git-scm.com/docs/git-config#ENVIRONMENT
 */
export function gitCredentialVariables(machine: NodeJS.ProcessEnv): Variables {
  const home = (machine['HOME'] ?? homedir()).replaceAll("'", `'\\''`);
  const ownGit = [
    'env -u GIT_CONFIG_COUNT -u GIT_CONFIG_GLOBAL -u GIT_CONFIG_NOSYSTEM -u XDG_CONFIG_HOME',
    `HOME='${home}' GIT_ASKPASS= GIT_TERMINAL_PROMPT=0`,
  ].join(' ');
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'credential.helper',
    // Git hands on what it looks for by the input, and what to do with it as the last argument.
    GIT_CONFIG_VALUE_0: `!f() { test "$1" != get || ${ownGit} git credential fill 2>/dev/null; }; f`,
  };
}
