import type { Template } from '../stack/compile-template.ts';
import { importKept, keptResources, type KeptResource } from '../stack/kept-resources.ts';
import { KEPT_KINDS } from './kept-kinds.ts';
import type { Stack } from './stack.ts';
import type { Target } from './target.ts';

/**
 * Takes what an earlier stack left behind into the stack.
 *
 * @param isThere whether the stack is
 * @returns what it took up
 * @throws Error where something of its name is somebody else's
 */
export async function takeUpKept(
  stack: Stack,
  template: Template,
  { target, isThere }: { readonly target: Target; readonly isThere: boolean },
): Promise<readonly KeptResource[]> {
  const current: Pick<Template, 'Resources'> = isThere ? await stack.template() : { Resources: {} };
  const missing = keptResources(template).filter(({ id }) => current.Resources[id] === undefined);
  const found = await Promise.all(missing.map(({ type, name }) => KEPT_KINDS[type].find(name, target)));
  const kept = missing.filter((_, index) => found[index]);
  if (kept.length > 0) await stack.import(importKept(kept, template, current));
  return kept;
}
