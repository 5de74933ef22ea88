import * as v from 'valibot';
import { batch } from '../../../codebuild/input-schemas.ts';
import type { Account } from '../state/account.ts';
import { buildId } from '../arns.ts';
import type { Build } from '../model.ts';
import { parseInput } from './parse-input.ts';

const Input = v.object({ ids: batch });

export function batchGetBuilds(input: unknown, { builds }: Account): { builds: Build[]; buildsNotFound: string[] } {
  const { ids } = parseInput(Input, input);
  return {
    builds: ids.flatMap((id) => builds.get(buildId(id))?.build ?? []),
    buildsNotFound: ids.filter((id) => !builds.get(buildId(id))),
  };
}
