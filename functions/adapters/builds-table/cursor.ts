import type { ReconcileCursor } from '../../core/builds/build-ports.ts';
import type { Item, WrittenItem } from '../aws/dynamo-item.ts';

export function readCursor(item: Item = {}): ReconcileCursor {
  const [after, from] = [item['after']?.S, item['upgradeFrom']?.S];
  return {
    ...(after !== undefined && { after }),
    upgrade: item['upgraded']?.BOOL
      ? 'done'
      : { found: item['upgradeFound']?.BOOL ?? false, ...(from !== undefined && { from }) },
  };
}

export const writeCursor = ({ after, upgrade }: ReconcileCursor): WrittenItem => ({
  ...(after !== undefined && { after: { S: after } }),
  ...(upgrade === 'done'
    ? { upgraded: { BOOL: true } }
    : {
        upgradeFound: { BOOL: upgrade.found },
        ...(upgrade.from !== undefined && { upgradeFrom: { S: upgrade.from } }),
      }),
});
