/** A cursor contains the position of the next page, encoded so that clients treat it as opaque. */
export const writeCursor = (position: string): string => Buffer.from(position).toString('base64url');

/** @returns undefined for a text that `writeCursor` never produces */
export function readCursor(cursor: string): string | undefined {
  const position = Buffer.from(cursor, 'base64url').toString();
  return position !== '' && writeCursor(position) === cursor ? position : undefined;
}
