import type { YamlPath } from '../yaml/yaml-source.ts';
import { nameOf, type Correction } from './correction.ts';

/** Of YAML 1.1, which many still have in mind. */
const TRUE = /^(?:true|yes|on|y)$/i;
const FALSE = /^(?:false|no|off|n)$/i;

/** A text that was meant as a boolean or number, or the other way round. */
export function correctScalar(type: string, value: unknown, path: YamlPath, correction: Correction): unknown {
  const name = nameOf(path);
  if (type === 'boolean' && typeof value === 'string' && (TRUE.test(value) || FALSE.test(value))) {
    const meant = TRUE.test(value);
    correction.say('wrong-type', path, `${name}: "${value}" is a text: write ${meant}, without quotes`);
    return meant;
  }
  if (type === 'number' && typeof value === 'string' && /^\d+$/.test(value)) {
    correction.say('wrong-type', path, `${name}: "${value}" is a text: write ${value}, without quotes`);
    return Number(value);
  }
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    const written = correction.written(path);
    correction.say('wrong-type', path, `${name}: ${written} is a ${typeof value}: write it in quotes, '${written}'`);
    return written;
  }
  return value;
}
