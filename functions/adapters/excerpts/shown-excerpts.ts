import { excerptRow } from '../../core/builds/row-keys.ts';
import type { ShownExcerpts } from '../../core/excerpt/excerpt-ports.ts';
import type { AwsAccess } from '../aws/aws-access.ts';
import { awsCall } from '../aws/aws-call.ts';
import type { CallLimits } from '../aws/aws-call.ts';
import type { Item } from '../aws/dynamo-item.ts';
import type { CallOf, MethodActions } from '../aws/method-actions.ts';
import { itemKey } from '../item-key.ts';

/** @see MethodActions */
export const SHOWN_EXCERPTS_ACTIONS = {
  read: 'dynamodb:GetItem',
} as const satisfies MethodActions<ShownExcerpts>;

/** The rows that excerpt-rows.ts writes. */
export function shownExcerpts(tableName: string, access: AwsAccess, limits: CallLimits): ShownExcerpts {
  const call: CallOf<'dynamodb', typeof SHOWN_EXCERPTS_ACTIONS> = awsCall('dynamodb', access, limits);
  return {
    async read(project, number) {
      const response = await call('GetItem', {
        TableName: tableName,
        Key: itemKey({ project, row: excerptRow(number) }),
      });
      const { Item: item } = response as { readonly Item?: Item };
      const [buildId, text, isCut = false] = [item?.['buildId']?.S, item?.['excerpt']?.S, item?.['isCut']?.BOOL];
      return buildId === undefined || text === undefined ? undefined : { buildId, text, isCut };
    },
  };
}
