import type { ReconcileCursor } from '../../core/builds/build-ports.ts';
import type { Item, WrittenItem } from '../aws/dynamo-item.ts';

export function readCursor(item: Item = {}): ReconcileCursor {
  const [after, from, since] = [item['after']?.S, item['upgradeFrom']?.S, item['upgradeNoneSince']?.N];
  return {
    ...(after !== undefined && { after }),
    upgrade: item['upgraded']?.BOOL
      ? 'done'
      : {
          found: item['upgradeFound']?.BOOL ?? false,
          ...(from !== undefined && { from }),
          ...(since !== undefined && { noneSince: Number(since) }),
        },
  };
}

export const writeCursor = ({ after, upgrade }: ReconcileCursor): WrittenItem => ({
  ...(after !== undefined && { after: { S: after } }),
  ...(upgrade === 'done'
    ? { upgraded: { BOOL: true } }
    : {
        upgradeFound: { BOOL: upgrade.found },
        ...(upgrade.from !== undefined && { upgradeFrom: { S: upgrade.from } }),
        ...(upgrade.noneSince !== undefined && { upgradeNoneSince: { N: String(upgrade.noneSince) } }),
      }),
});
