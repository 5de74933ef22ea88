import { decodedViews } from './decoded-views.ts';
import { encodedSecrets } from './encoded-secrets.ts';
import { isStandIn } from './is-stand-in.ts';
import { isSecretKey, SECRET_KEY } from './secret-key.ts';
import { isHarmless, NAMED_SECRETS } from './named-secrets.ts';
import { matchesOf, type Range } from './ranges.ts';
import { SECRET_SHAPES } from './secret-shapes.ts';
import { inOneLine, withoutBreaks } from './unwrapped-views.ts';
import { CREDENTIAL_QUERY, isCredential, USER_PARTS, WEBHOOK_URLS } from './url-credentials.ts';
import { originalRange, wholeView, type View } from './view.ts';

/** How often base64 can be nested. */
const DEPTH = 2;
/** Fewer letters can be the beginning of anything. */
const SHORTEST_WORD = 3;

/**
 * The positions of secrets in a text: those that their shape or the text before them reveals, also if a line break
 * splits them, and if they are encoded with percent signs, backslashes, entities or base64.
 */
export function secretRanges(text: string): readonly Range[] {
  const whole = wholeView(text);
  const unbroken = withoutBreaks(whole);
  const line = inOneLine(whole);
  return [
    ...inView(whole, everySecret),
    ...(unbroken ? inView(unbroken, shapedSecrets) : []),
    ...(unbroken ? inView(unbroken, namedSecrets).filter((range) => !endsInProse(text, range)) : []),
    // A name at the end of a short line says nothing about the beginning of the next one.
    ...(line ? inView(line, shapedSecrets) : []),
  ];
}

/** A line that ends with a word of prose was not broken there. */
function endsInProse(text: string, { start, end }: Range): boolean {
  const [first = '', ...others] = text.slice(start, end).split('\n');
  return others.length > 0 && first.length >= SHORTEST_WORD && isHarmless(first);
}

type Find = (text: string, depth: number) => readonly Range[];

const inView = (view: View, find: Find): readonly Range[] =>
  decodedViews(view).flatMap((decoded) => find(decoded.text, DEPTH).map((range) => originalRange(decoded, range)));

const everySecret: Find = (text, depth) => [...shapedSecrets(text, depth), ...namedSecrets(text)];

const shapedSecrets: Find = (text, depth) => [
  ...SECRET_SHAPES.flatMap(([, pattern]) => [...matchesOf(text, pattern)]),
  ...WEBHOOK_URLS.flatMap((pattern) => [...matchesOf(text, pattern)]),
  ...matchesOf(text, SECRET_KEY, isSecretKey),
  ...(depth === 0
    ? []
    : encodedSecrets(text, (decoded) => inView(wholeView(decoded), (part) => everySecret(part, depth - 1)))),
];

const namedSecrets = (text: string): readonly Range[] => [
  ...NAMED_SECRETS.flatMap(({ pattern, isSecret }) => [...matchesOf(text, pattern, isSecret)]),
  ...USER_PARTS.flatMap((pattern) => [
    ...matchesOf(text, pattern, ({ groups }) => isCredential(groups['user'] ?? '', groups['password'], isStandIn)),
  ]),
  ...matchesOf(text, CREDENTIAL_QUERY, ({ secret }) => !isStandIn(secret)),
];
