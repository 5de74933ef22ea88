/** A cursor holds where the next page begins, in a form that nobody is tempted to read. */
export const writeCursor = (position: string): string => Buffer.from(position).toString('base64url');

/** @returns undefined for what `writeCursor` never writes */
export function readCursor(cursor: string): string | undefined {
  const position = Buffer.from(cursor, 'base64url').toString();
  return position !== '' && writeCursor(position) === cursor ? position : undefined;
}
