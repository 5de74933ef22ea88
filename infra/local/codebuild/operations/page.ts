import { AwsError } from '../../aws/aws-service.ts';

const PAGE = 100;

export interface Page {
  readonly items: readonly string[];
  readonly nextToken?: string;
}

/** A page of at most 100 items. The token is the last item of the previous page. Throws InvalidInputException. */
export function page(items: readonly string[], nextToken: string | undefined): Page {
  const start = nextToken === undefined ? 0 : items.indexOf(Buffer.from(nextToken, 'base64url').toString()) + 1;
  if (nextToken !== undefined && start === 0) throw new AwsError('InvalidInputException', 'Invalid token');
  const found = items.slice(start, start + PAGE);
  const last = found.at(-1);
  const more = last !== undefined && start + PAGE < items.length;
  return { items: found, ...(more && { nextToken: Buffer.from(last).toString('base64url') }) };
}
