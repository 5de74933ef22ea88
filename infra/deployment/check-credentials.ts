import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { awsResponse } from './aws-response.ts';

export interface CallerIdentity {
  /** Twelve digits. */
  readonly account: string;
  readonly arn: string;
}

/** Whose account this is. @throws Error with advice where there are no credentials or none that count */
export async function checkCredentials(region: string): Promise<CallerIdentity> {
  const response = new STSClient({ region }).send(new GetCallerIdentityCommand({}));
  const { Account: account = '', Arn: arn = '' } = await awsResponse('sts:GetCallerIdentity', response);
  return { account, arn };
}
