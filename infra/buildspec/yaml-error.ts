import type { ErrorCode, YAMLParseError } from 'yaml';

/**
 * Describes a YAML error with the message of CodeBuild's parser, libyaml, where it is known: "did not find expected ','
 * or ']' at line 19".
 */
export function describeYamlError({ code, message, linePos }: YAMLParseError): string {
  const known = LIBYAML_WORDS_BY_MESSAGE.find(([beginning]) => message.startsWith(beginning))?.[1];
  const words = known ?? LIBYAML_WORDS[code] ?? message.split(/ at line \d|\n/)[0]!;
  return `${words} at line ${linePos?.[0].line ?? 1}`;
}

/** By the prefixes of the parser's own messages, where one code covers several errors. */
const LIBYAML_WORDS_BY_MESSAGE: readonly (readonly [string, string])[] = [
  ['Flow sequence', "did not find expected ',' or ']'"],
  ['Flow map', "did not find expected ',' or '}'"],
  ['A block sequence may not be used as an implicit map key', 'did not find expected key'],
  ['Sequence item without - indicator', 'did not find expected key'],
  ['Implicit map keys need to be followed by map values', "could not find expected ':'"],
  ['Missing closing', 'found unexpected end of stream'],
];

const LIBYAML_WORDS: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'found character that cannot start any token',
  BAD_SCALAR_START: 'found character that cannot start any token',
  BLOCK_AS_IMPLICIT_KEY: 'mapping values are not allowed in this context',
  BAD_INDENT: 'did not find expected key',
  MULTILINE_IMPLICIT_KEY: "could not find expected ':'",
  BAD_ALIAS: 'unknown anchor',
};
