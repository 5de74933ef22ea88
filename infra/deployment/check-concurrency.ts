import { GetAccountSettingsCommand, GetFunctionConcurrencyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { ServerlessFunction } from '../serverless-file/read-serverless-file.ts';
import { missingConcurrency } from '../template/reserved-concurrency.ts';
import { awsResponse } from './aws-response.ts';
import { unlessNamed } from './unless-named.ts';

/** How much concurrency the account lacks for the reservations in serverless.yml; 0 if it has enough. */
export async function checkConcurrency(
  functions: readonly ServerlessFunction[],
  { stage, region }: { readonly stage: string; readonly region: string },
): Promise<number> {
  const client = new LambdaClient({ region });
  const settings = await awsResponse('lambda:GetAccountSettings', client.send(new GetAccountSettingsCommand({})));
  const unreserved = settings.AccountLimit?.UnreservedConcurrentExecutions ?? 0;
  if (missingConcurrency(functions, unreserved) === 0) return 0;
  const reserved = await Promise.all(functions.map(({ name }) => reservedBy(`pushlight-${stage}-${name}`)));
  return missingConcurrency(
    functions,
    reserved.reduce((sum, each) => sum + each, unreserved),
  );

  /** The concurrency that an earlier deployment reserved. */
  async function reservedBy(FunctionName: string): Promise<number> {
    const response = client.send(new GetFunctionConcurrencyCommand({ FunctionName }));
    const found = unlessNamed('ResourceNotFoundException', response);
    return (await awsResponse('lambda:GetFunctionConcurrency', found))?.ReservedConcurrentExecutions ?? 0;
  }
}
