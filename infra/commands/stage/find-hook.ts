import type { Hook } from '../../../functions/core/configuration.ts';
import { suggestName } from '../../findings/suggest-name.ts';

/** @throws Error if the projects file has no hook of that name */
export function findHook(name: string, hooks: readonly Hook[]): Hook {
  const hook = hooks.find((each) => each.name === name);
  if (hook) return hook;
  const names = hooks.map((each) => each.name);
  throw new Error(`The projects file has no hook named "${name}": ${suggestName(name, names)}`);
}
