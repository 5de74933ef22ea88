import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { awsResponse } from './aws-response.ts';

export interface CallerIdentity {
  /** Twelve digits. */
  readonly account: string;
  readonly arn: string;
}

/** The caller's account. @throws Error with advice if there are no valid credentials */
export async function checkCredentials(region: string): Promise<CallerIdentity> {
  const response = new STSClient({ region }).send(new GetCallerIdentityCommand({}));
  const { Account: account = '', Arn: arn = '' } = await awsResponse('sts:GetCallerIdentity', response);
  return { account, arn };
}
