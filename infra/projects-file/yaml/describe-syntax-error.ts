import type { ErrorCode, YAMLParseError } from 'yaml';
import type { Found } from '../../findings/finding.ts';

/** Whether an error is independent of earlier ones; all other errors are about the structure of the lines. */
export const isIndependent = ({ code }: YAMLParseError): boolean => INDEPENDENT.has(code);

const INDEPENDENT: ReadonlySet<ErrorCode> = new Set([
  'BAD_ALIAS',
  'BAD_DQ_ESCAPE',
  'BAD_SCALAR_START',
  'MULTIPLE_DOCS',
  'TAB_AS_INDENT',
]);

/** Without the position, which is reported separately; with advice if the mistake is a common one. */
export function describeSyntaxError({ code, message, pos: [offset] }: YAMLParseError, text: string): Found {
  if (code === 'MULTIPLE_DOCS') {
    return {
      id: 'yaml-several-documents',
      message:
        'the file contains several documents: keep one of them, and remove the others and the --- lines between them',
    };
  }
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  // Patterns are full of characters that have a meaning in YAML.
  const isInPattern = /pattern:[^,']*$/.test(before);
  const glued = /^\s*-(\w+:.*)$/.exec(before)?.[1];
  const right = isInPattern
    ? "write the pattern in single quotes, '…'"
    : glued === undefined
      ? adviceOn(code, message)
      : `write a space after the dash, "- ${glued.trim()} …"`;
  const words = (message.split(/ at line \d/)[0] ?? '').replace(/"quote$/, '"');
  return { id: 'yaml-syntax', message: right === undefined ? words : `${words}: ${right}` };
}

/** By the prefixes of the parser's messages if one code covers several errors, otherwise by code. */
function adviceOn(code: ErrorCode, message: string): string | undefined {
  return ADVICE_BY_MESSAGE.find(([beginning]) => message.startsWith(beginning))?.[1] ?? ADVICE[code];
}

const QUOTE = 'write the text in quotes';

const ADVICE_BY_MESSAGE: readonly (readonly [string, string])[] = [
  ['Sequence item without - indicator', 'indent the line like the other keys of the item, or begin the line with "- "'],
  ['Missing closing', 'add the quotation mark that ends the text'],
  ['Flow sequence', 'end the list with ], and indent all of its lines'],
  ['Flow map', 'end the mapping with }, and indent all of its lines'],
  [
    'Unexpected scalar at node end',
    'write the whole text in quotes, and double each single quote inside single quotes',
  ],
  ['Alias cannot be an empty', "write the * in quotes, '*'"],
  ['Anchor cannot be an empty', "write the & in quotes, '&'"],
  ['Block scalar header', QUOTE],
];

const ADVICE: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'indent with spaces instead',
  BAD_INDENT: 'give the keys of one mapping the same indentation',
  BAD_SCALAR_START: QUOTE,
  BAD_DQ_ESCAPE: 'write the text in single quotes',
  BLOCK_AS_IMPLICIT_KEY: 'write a text that contains ": " in quotes',
  UNEXPECTED_TOKEN: 'check the quotes, commas and brackets before this place',
  MULTILINE_IMPLICIT_KEY: 'write a space after the colon of each key, and indent text of several lines below its key',
};
