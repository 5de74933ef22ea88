import * as v from 'valibot';
import { nonEmpty } from '../../../codebuild/input-schemas.ts';
import type { Account } from '../state/account.ts';
import type { Build } from '../model.ts';
import { findBuild } from './find-build.ts';
import { parseInput } from './parse-input.ts';
import { submitBuild } from '../running/submit-build.ts';

const Input = v.object({ id: nonEmpty, idempotencyToken: v.optional(v.string()) });

/** Submits the same request again, with its own token. */
export function retryBuild(input: unknown, account: Account): { build: Build } {
  const { id, idempotencyToken } = parseInput(Input, input);
  const { idempotencyToken: _, ...request } = findBuild(id, account).request;
  return { build: submitBuild({ ...request, ...(idempotencyToken && { idempotencyToken }) }, account) };
}
