import { redact } from '../../../../functions/core/redaction/redact.ts';
import { harmlessLine } from './harmless-lines.ts';
import { KEYS, NAMED, pick, SHAPED, type Random } from './planted-secrets.ts';
import { seededRandom } from './seeded-random.ts';

/** A log with one secret. */
interface PlantedLog {
  readonly what: string;
  readonly text: string;
  /** What of the secret must be nowhere in what is shown. */
  readonly shown: readonly string[];
}

/** How a line with a secret is written; it can be of two lines. */
const WRITINGS: Readonly<Record<string, (line: string, secret: string, random: Random) => string>> = {
  plain: (line) => line,
  'in a sentence': (line) => `+ deploy with ${line}, then wait`,
  quoted: (line) => `run "${line}" --verbose`,
  'in JSON': (line) => JSON.stringify({ level: 'info', message: line, code: 1 }),
  'in JSON in JSON': (line) => JSON.stringify({ body: JSON.stringify({ command: line }) }),
  exported: (line) => `export VALUE="${line}"`,
  'URL-encoded': (line) => `GET /callback?state=1&value=${encodeURIComponent(line)} 302`,
  'in base64': (line) => Buffer.from(line).toString('base64'),
  'in base64 of base64': (line) => Buffer.from(Buffer.from(line).toString('base64')).toString('base64'),
  'broken at 80 columns': (line, secret, random) => {
    const at = line.indexOf(secret) + 1 + Math.floor(random() * (Math.min(secret.length, 70) - 1));
    // So many columns before it that the line ends within the secret.
    const broken = `${'='.repeat(Math.max(0, 79 - at))} ${line}`;
    return (broken.match(/.{1,80}/gs) ?? []).join('\n');
  },
};

function plantedLog(random: Random): PlantedLog {
  const [what, line, secret] = plantedLine(random);
  const isKey = secret.includes('\n');
  const writing = pick(random, Object.keys(isKey ? { plain: 1, 'in JSON': 1, 'in base64': 1 } : WRITINGS));
  const written = WRITINGS[writing]!(line, secret, random);
  const around = () => Array.from({ length: 2 }, () => harmlessLine(random));
  return {
    what: `${what}, ${writing}`,
    text: [...around(), written, ...around()].join('\n'),
    shown: partsOf(secret),
  };
}

function plantedLine(random: Random): readonly [what: string, line: string, secret: string] {
  const what = pick(random, [...Object.keys(SHAPED), ...Object.keys(KEYS), ...Object.keys(NAMED)]);
  const named = NAMED[what];
  const secret = (named?.make ?? SHAPED[what] ?? KEYS[what])!(random);
  return [what, named?.write(secret) ?? secret, secret];
}

/** What of a secret must be nowhere: its end, of which each line of a key. */
const partsOf = (secret: string): readonly string[] =>
  secret.split('\n').flatMap((line) => (line.length < 8 || line.startsWith('-----') ? [] : [line, line.slice(-8)]));

/** Every text that a reader could decode what is shown to. */
function readings(text: string): readonly string[] {
  const unescaped = text.replaceAll(/\\+(["'\\/])/g, '$1');
  const percent = text.replaceAll(/%([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const plain = [text, unescaped, percent].flatMap((each) => [each, each.replaceAll('\n', '')]);
  const decoded = plain.flatMap((each) => decode(each).flatMap((once) => [once, ...decode(once)]));
  return [...plain, ...decoded];
}

const decode = (text: string): readonly string[] =>
  (text.match(/[A-Za-z0-9+/_-]{12,}={0,2}/g) ?? []).map((run) => Buffer.from(run, 'base64').toString('latin1'));

/** The logs of a corpus that let a secret through; none is what is expected. */
export function leaks(count: number, seed: number): readonly object[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => plantedLog(random)).flatMap(({ what, text, shown }) => {
    const redacted = redact(text);
    const all = readings(redacted);
    const leaked = shown.filter((part) => all.some((reading) => reading.includes(part)));
    return leaked.length > 0 ? [{ what, text, redacted, leaked }] : [];
  });
}

/** The lines of a log without secrets that do not stay as they are. */
export function changedLines(count: number, seed: number): readonly (readonly [string, string | undefined])[] {
  const random = seededRandom(seed);
  const lines = Array.from({ length: count }, () => harmlessLine(random));
  const shown = redact(lines.join('\n')).split('\n');
  return lines.flatMap((line, index) => (line === shown[index] ? [] : [[line, shown[index]] as const]));
}
