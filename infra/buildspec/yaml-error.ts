import type { ErrorCode, YAMLParseError } from 'yaml';

/**
 * What is wrong with the YAML in the words of CodeBuild's parser, libyaml, where they are known:
 * "did not find expected ',' or ']' at line 19".
 */
export function describeYamlError({ code, message, linePos }: YAMLParseError): string {
  const flow = /^Flow (sequence|map)/.exec(message)?.[1];
  const flowWords = flow && `did not find expected ',' or '${flow === 'map' ? '}' : ']'}'`;
  const words = flowWords ?? LIBYAML_WORDS[code] ?? message.split(/ at line \d|\n/)[0]!;
  return `${words} at line ${linePos?.[0].line ?? 1}`;
}

const LIBYAML_WORDS: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'found character that cannot start any token',
  BAD_SCALAR_START: 'found character that cannot start any token',
  BLOCK_AS_IMPLICIT_KEY: 'mapping values are not allowed in this context',
  BAD_INDENT: 'did not find expected key',
  MULTILINE_IMPLICIT_KEY: "could not find expected ':'",
  BAD_ALIAS: 'unknown anchor',
};
