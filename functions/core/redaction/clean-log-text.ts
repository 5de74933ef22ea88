/**
 * Converts a log's text to plain lines: without sequences that colour a terminal or move its cursor, and without
 * characters that are invisible or reorder the text. If a line was overwritten, only its last text remains.
 */
export const cleanLogText = (text: string): string =>
  text
    .replace(SEQUENCES, '')
    .split(/\r?\n|[\v\f\u0085\u2028\u2029]/)
    .map((line) => lastWritten(line).replace(UNSHOWN, ''))
    .join('\n');

/**
 * Control functions: with parameters, with a string, and others.
 * https://ecma-international.org/publications-and-standards/standards/ecma-48/
 */
const SEQUENCES =
  // oxlint-disable-next-line no-control-regex
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c\n]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-Z\\^-~]/g;

/** Control, format and private-use characters, half surrogate pairs, and unassigned code points; a tab is kept. */
const UNSHOWN = /(?!\t)\p{C}/gu;

const lastWritten = (line: string): string =>
  line.includes('\r') ? (line.split('\r').findLast((part) => part !== '') ?? '') : line;
