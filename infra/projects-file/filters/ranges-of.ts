import { complement, type Range } from '../pattern/character-set.ts';
import type { OneCharacter } from '../pattern/pattern-shape.ts';

/** The characters that an element accepts; undefined if it contains Unicode categories, which are not looked up. */
export function rangesOf(element: OneCharacter): readonly Range[] | undefined {
  if (element.type === 'Character') return [[element.value, element.value]];
  if (element.type === 'CharacterSet') return undefined;
  const ranges: Range[] = [];
  for (const each of element.elements) {
    if (each.type === 'Character') ranges.push([each.value, each.value]);
    else if (each.type === 'CharacterClassRange') ranges.push([each.min.value, each.max.value]);
    else return undefined;
  }
  return element.negate ? complement(ranges) : ranges;
}
