import { rangesOf, type CharacterSet } from './character-set.ts';
import type { Alternative, Part, Pattern } from './pattern.ts';

/** A state of an automaton, and the indexes of those that follow. */
export type State =
  | { readonly kind: 'character'; readonly set: CharacterSet; readonly next: number }
  | { readonly kind: 'fork'; readonly next: readonly number[] }
  /** Only at the start or the end of the text. */
  | { readonly kind: 'start' | 'end'; readonly next: number }
  | { readonly kind: 'accept' };

export interface Automaton {
  readonly states: readonly State[];
  readonly first: number;
}

const ANY = rangesOf([0, 0x10ffff]);

/** Of more repetitions it takes any number. */
const MOST_COPIES = 20;

/**
 * Takes at least the texts that a pattern matches as a whole, or in which it is found. Look-around and word boundaries
 * hold everywhere, so that it may take more.
 */
export function automatonOf(pattern: Pattern, how: 'whole' | 'found'): Automaton {
  const states: State[] = [];
  const add = (state: State): number => states.push(state) - 1;
  const accept = add({ kind: 'accept' });

  /** Any number of a part, which is built to lead to the index that it is given. */
  function loop(build: (next: number) => number, next: number): number {
    const fork: number[] = [];
    const start = add({ kind: 'fork', next: fork });
    fork.push(build(start), next);
    return start;
  }
  const any = (next: number): number => loop((back) => add({ kind: 'character', set: ANY, next: back }), next);

  const alternatives = (body: Pattern, next: number): number =>
    add({ kind: 'fork', next: body.map((alternative) => row(alternative, next)) });

  const row = ({ parts }: Alternative, next: number): number =>
    parts.reduceRight((after, part) => build(part, after), next);

  function build(part: Part, next: number): number {
    switch (part.kind) {
      case 'character':
        return add({ kind: 'character', set: part.set, next });
      case 'start':
      case 'end':
        return add({ kind: part.kind, next });
      case 'word boundary':
      case 'look':
        return next;
      case 'group':
        return alternatives(part.body, next);
      case 'repeat':
        return repeat(part, next);
    }
  }

  function repeat({ body, least, most }: Part & { readonly kind: 'repeat' }, next: number): number {
    const copy = (after: number): number => build(body, after);
    let from = most > MOST_COPIES ? loop(copy, next) : next;
    if (most <= MOST_COPIES) {
      for (let count = least; count < most; count++) from = add({ kind: 'fork', next: [copy(from), next] });
    }
    for (let count = 0; count < Math.min(least, MOST_COPIES); count++) from = copy(from);
    return from;
  }

  const first = how === 'whole' ? alternatives(pattern, accept) : any(alternatives(pattern, any(accept)));
  return { states, first };
}
