import { matchesGlob } from './glob.ts';
import { NEVER_SET } from './never-set.ts';

/** Prefixes of the variables that Pushlight and CodeBuild set themselves. */
export const RESERVED_PREFIXES = ['PUSHLIGHT_', 'WEBHOOK_', 'CODEBUILD_'] as const;

export const isReservedName = (name: string): boolean => RESERVED_PREFIXES.some((prefix) => name.startsWith(prefix));

const PATTERNS = NEVER_SET.flatMap(({ names }) => names.split(' '));
const NAMES: ReadonlySet<string> = new Set(PATTERNS.filter((pattern) => !pattern.includes('*')));
const FAMILIES = PATTERNS.filter((pattern) => pattern.includes('*'));

/**
 * Why no API caller can set a variable of that name; undefined where a grant can allow it. Case is ignored, as on
 * Windows.
 */
export function whyNeverSet(name: string): string | undefined {
  if (!/^[A-Za-z_]\w{0,127}$/.test(name)) {
    return `${JSON.stringify(name.slice(0, 140))} is not a valid variable name: use at most 128 letters, digits and _, and do not start with a digit`;
  }
  const upper = name.toUpperCase();
  if (isReservedName(upper))
    return `${name} begins with a reserved prefix: choose a name without ${RESERVED_PREFIXES.join(', ')}`;
  const isDangerous = NAMES.has(upper) || FAMILIES.some((family) => matchesGlob(family, upper));
  return isDangerous ? `${name} can make programs run other code or read secrets: choose another name` : undefined;
}
