import type { YamlPath } from '../yaml/yaml-source.ts';
import { nameOf, type Correction } from './correction.ts';
import type { SchemaParts } from './schema-parts.ts';

/** Booleans of YAML 1.1, which many people still use. */
const TRUE = /^(?:true|yes|on|y)$/i;
const FALSE = /^(?:false|no|off|n)$/i;

/** A text that was meant as a boolean or number, or vice versa; or a value of a closed set in lower case. */
export function correctScalar(
  { type, options = [] }: SchemaParts,
  value: unknown,
  path: YamlPath,
  correction: Correction,
): unknown {
  const name = nameOf(path);
  if (type === 'boolean' && typeof value === 'string' && (TRUE.test(value) || FALSE.test(value))) {
    const meant = TRUE.test(value);
    correction.say('wrong-type', path, `the value of ${name} is the text "${value}": write ${meant} without quotes`);
    return meant;
  }
  if (type === 'number' && typeof value === 'string' && /^\d+$/.test(value)) {
    correction.say('wrong-type', path, `the value of ${name} is the text "${value}": write ${value} without quotes`);
    return Number(value);
  }
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    const written = correction.written(path);
    correction.say(
      'wrong-type',
      path,
      `the value of ${name} is the ${typeof value} ${written}: write the value in quotes, '${written}'`,
    );
    return written;
  }
  const meant = typeof value === 'string' && !options.includes(value) ? inOtherCase(value, options) : undefined;
  if (meant === undefined) return value;
  correction.say('unknown-value', path, `"${String(value)}" is not a valid value of ${name}: did you mean "${meant}"?`);
  return meant;
}

const inOtherCase = (value: string, options: readonly unknown[]): string | undefined =>
  options.filter((option) => typeof option === 'string').find((option) => option.toLowerCase() === value.toLowerCase());
