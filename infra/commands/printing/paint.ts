import type { Writable } from 'node:stream';
import { styleText } from 'node:util';

/** Colours a text where its reader is a terminal. */
export type Paint = (style: 'red' | 'green' | 'yellow' | 'dim', text: string) => string;

/** Node decides: a terminal gets colours, a pipe none, and NO_COLOR and FORCE_COLOR rule over both. */
export const paintFor =
  (stream: Writable): Paint =>
  (style, text) =>
    styleText(style, text, { stream });
