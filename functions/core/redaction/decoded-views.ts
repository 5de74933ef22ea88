import { rewritten, type View } from './view.ts';

/** How many encodings can be nested: JSON in a URL in a URL. */
const DEPTH = 3;

const DECODERS: readonly ((view: View) => View | undefined)[] = [
  (view) => rewritten(view, /%[0-9a-f]{2}/gi, (escape) => String.fromCharCode(Number.parseInt(escape.slice(1), 16))),
  (view) => rewritten(view, /\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|["'\\/bfnrt])/gi, unescape),
  (view) => rewritten(view, /&(?:quot|apos|amp|lt|gt|#\d{2,3}|#x[0-9a-f]{2});/gi, character),
];

/** The view itself, and its decoded forms if it contains percent signs, backslashes or HTML entities as escapes. */
export function decodedViews(view: View, depth = DEPTH): readonly View[] {
  if (depth === 0) return [view];
  return [
    view,
    ...DECODERS.flatMap((decode) => {
      const decoded = decode(view);
      return decoded ? decodedViews(decoded, depth - 1) : [];
    }),
  ];
}

const ESCAPED: Readonly<Record<string, string>> = { b: ' ', f: ' ', n: '\n', r: '\r', t: '\t' };

const unescape = (escape: string): string =>
  escape.length > 2 ? String.fromCharCode(Number.parseInt(escape.slice(2), 16)) : (ESCAPED[escape[1]!] ?? escape[1]!);

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", amp: '&', lt: '<', gt: '>' };

function character(entity: string): string {
  const name = entity.slice(1, -1).toLowerCase();
  const [, hex, decimal] = /^#(?:x([0-9a-f]+)|(\d+))$/.exec(name) ?? [];
  if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
  return decimal === undefined ? (ENTITIES[name] ?? entity) : String.fromCharCode(Number(decimal));
}
