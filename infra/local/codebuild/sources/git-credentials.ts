import { homedir } from 'node:os';
import type { Variables } from '../running/build-shell.ts';

/**
 * Variables that let git use the credential helpers of this machine's user, whatever configuration and home directory
 * it runs with. It never prompts for credentials that no helper has.
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
    // Git passes the request on stdin, and the action as the last argument.
    GIT_CONFIG_VALUE_0: `!f() { test "$1" != get || ${ownGit} git credential fill 2>/dev/null; }; f`,
  };
}
