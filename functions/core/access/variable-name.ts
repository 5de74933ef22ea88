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
    return `the name ${JSON.stringify(name.slice(0, 140))} is not a valid variable name: use 1 to 128 letters, digits or _, and do not begin with a digit`;
  }
  const upper = name.toUpperCase();
  if (isReservedName(upper))
    return `the variable name "${name}" begins with a reserved prefix: choose another name (reserved: ${RESERVED_PREFIXES.join(', ')})`;
  const isDangerous = NAMES.has(upper) || FAMILIES.some((family) => matchesGlob(family, upper));
  return isDangerous
    ? `the variable "${name}" can make programs run other code or read secrets: choose another variable`
    : undefined;
}
