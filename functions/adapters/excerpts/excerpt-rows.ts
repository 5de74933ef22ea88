import type { ExcerptRows } from '../../core/excerpt/excerpt-ports.ts';
import { excerptRow } from '../../core/builds/row-keys.ts';
import type { AwsAccess } from '../aws/aws-access.ts';
import { awsCall } from '../aws/aws-call.ts';
import { CALL_LIMITS } from '../aws/call-limits.ts';
import { unlessConditionFailed } from '../aws/dynamo-item.ts';
import type { CallOf, MethodActions } from '../aws/method-actions.ts';
import { expiry } from '../builds-table/item-fields.ts';
import { update } from '../builds-table/update.ts';
import { itemKey } from '../item-key.ts';

/** @see MethodActions */
export const EXCERPT_ROWS_ACTIONS = {
  keep: 'dynamodb:UpdateItem',
} as const satisfies MethodActions<ExcerptRows>;

/**
 * The rows `excerpt#{number}` of the table `BuildsTable`, separate from the builds' own rows so that those stay small.
 */
export function excerptRows(tableName: string, access: AwsAccess, limits = CALL_LIMITS): ExcerptRows {
  const call: CallOf<'dynamodb', typeof EXCERPT_ROWS_ACTIONS> = awsCall('dynamodb', access, limits);
  return {
    async keep({ project, buildId, number, startedAt, text, isCut }) {
      const fields = {
        buildId: { S: buildId },
        excerpt: { S: text },
        isCut: { BOOL: isCut },
        expiresAt: expiry(startedAt),
      };
      const written = call('UpdateItem', {
        TableName: tableName,
        Key: itemKey({ project, row: excerptRow(number) }),
        // A project that is deleted and recreated counts its builds from 1.
        ...update(fields, { expression: 'attribute_not_exists(#expiresAt) OR #expiresAt <= :expiresAt' }),
      });
      await unlessConditionFailed(written);
    },
  };
}
