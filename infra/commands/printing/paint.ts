import type { Writable } from 'node:stream';
import { styleText } from 'node:util';

/** Colours a text if its reader is a terminal. */
export type Paint = (style: 'red' | 'green' | 'yellow' | 'dim', text: string) => string;

/** Node decides: a terminal gets colours and a pipe does not, unless NO_COLOR or FORCE_COLOR is set. */
export const paintFor =
  (stream: Writable): Paint =>
  (style, text) =>
    styleText(style, text, { stream });
