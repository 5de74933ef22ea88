import * as v from 'valibot';
import { nonEmpty } from '../../../codebuild/input-schemas.ts';
import type { Account } from '../state/account.ts';
import { findProject } from './find-project.ts';
import { parseInput } from './parse-input.ts';

const Input = v.object({ projectName: nonEmpty });

export async function invalidateProjectCache(input: unknown, account: Account): Promise<object> {
  const { name } = findProject(parseInput(Input, input).projectName, account);
  await account.clearCache(name);
  return {};
}
