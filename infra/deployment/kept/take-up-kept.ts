import { inBatches } from '../../../functions/core/in-batches.ts';
import type { Template } from '../../cloudformation/template.ts';
import { deploymentBucket } from './deployment-bucket.ts';
import { importKept, keptResources, type Existing, type KeptResource } from '../../template/kept-resources.ts';
import { KEPT_KINDS } from './kept-kinds.ts';
import type { Stack } from '../stack.ts';
import type { Target } from '../target/target.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
const MOST_IMPORTS = 200;
/** Each needs one or two calls; more at the same time would be throttled. */
const MOST_LOOKS = 10;

/**
 * Imports what an earlier stack left behind into the stack. If the stack does not exist, it is created with only its
 * bucket, through which a longer template is passed. The next attempt skips whatever an earlier attempt imported.
 *
 * @param isThere whether the stack exists
 * @returns what it imported
 * @throws Error if a resource with one of the names belongs to somebody else
 */
export async function takeUpKept(
  stack: Stack,
  template: Template,
  { target, isThere }: { readonly target: Target; readonly isThere: boolean },
): Promise<readonly KeptResource[]> {
  const before: Pick<Template, 'Resources'> | undefined = isThere ? await stack.template() : undefined;
  const missing = keptResources(template).filter(({ id }) => before?.Resources[id] === undefined);
  const kept = await findKept(missing, target);
  if (kept.length === 0) return kept;
  let current = before ?? (await makeWithBucket(stack, template));
  for (const batch of inBatches(kept, MOST_IMPORTS)) {
    const resources = importKept(batch, template, current);
    await stack.import(resources);
    current = resources.template;
  }
  return kept;
}

async function findKept(
  missing: readonly KeptResource[],
  target: Target,
): Promise<readonly (KeptResource & Existing)[]> {
  const finders = new Map(missing.map(({ type }) => [type, KEPT_KINDS[type].finder(target)]));
  const kept: (KeptResource & Existing)[] = [];
  for (const batch of inBatches(missing, MOST_LOOKS)) {
    const found = await Promise.all(batch.map(({ type, name }) => finders.get(type)!(name)));
    kept.push(
      ...batch.flatMap((each, index) => {
        const existing = found[index];
        return existing ? [{ ...each, ...existing }] : [];
      }),
    );
  }
  return kept;
}

async function makeWithBucket(stack: Stack, template: Template): Promise<Template> {
  const bucket = deploymentBucket(template);
  await stack.create(bucket);
  return bucket;
}
