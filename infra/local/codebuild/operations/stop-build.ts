import * as v from 'valibot';
import { nonEmpty } from '../../../codebuild/input-schemas.ts';
import type { Account } from '../state/account.ts';
import type { Build } from '../model.ts';
import { findBuild } from './find-build.ts';
import { parseInput } from './parse-input.ts';

const Input = v.object({ id: nonEmpty });

/** Responds when the build has ended; immediately if it had ended before. */
export async function stopBuild(input: unknown, account: Account): Promise<{ build: Build }> {
  const { build } = findBuild(parseInput(Input, input).id, account);
  await account.queue.end(build.id, { status: 'STOPPED' });
  return { build };
}
