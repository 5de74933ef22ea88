import * as v from 'valibot';
import { batch } from '../../../codebuild/input-schemas.ts';
import type { Account } from '../state/account.ts';
import { buildArn, buildId } from '../arns.ts';
import { parseInput } from './parse-input.ts';

interface DeletedBuilds {
  /** ARNs. */
  readonly buildsDeleted: readonly string[];
  readonly buildsNotDeleted: readonly { readonly id: string; readonly statusCode: string }[];
}

/** Builds that run or wait are not deleted. */
export function batchDeleteBuilds(input: unknown, { builds }: Account): DeletedBuilds {
  const ids = parseInput(v.object({ ids: batch }), input).ids.map(buildId);
  const refusal = (id: string): string | undefined => {
    const stored = builds.get(id);
    if (!stored) return 'BUILD_NOT_FOUND';
    return stored.build.buildComplete ? undefined : 'BUILD_IN_PROGRESS';
  };
  const refused = ids.flatMap((id) => {
    const statusCode = refusal(id);
    return statusCode === undefined ? [] : [{ id: buildArn(id), statusCode }];
  });
  const deleted = ids.filter((id) => refusal(id) === undefined);
  deleted.forEach((id) => builds.delete(id));
  return { buildsDeleted: deleted.map(buildArn), buildsNotDeleted: refused };
}
