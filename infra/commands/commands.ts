import type { Command } from './command.ts';

/** Every command by its name in package.json, loaded on demand. */
export const COMMANDS: Readonly<Record<string, () => Promise<{ readonly main: Command }>>> = {
  start: () => import('./start.ts'),
  check: () => import('./check.ts'),
  explain: () => import('./explain.ts'),
  build: () => import('./build.ts'),
  logs: () => import('./logs.ts'),
  token: () => import('./token.ts'),
  secret: () => import('./secret.ts'),
  badges: () => import('./badges.ts'),
  package: () => import('./package.ts'),
  deploy: () => import('./deploy.ts'),
  remove: () => import('./remove.ts'),
};
