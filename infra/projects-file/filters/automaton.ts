import type { AST } from '@eslint-community/regexpp';
import { isGroup, isOneCharacter } from '../pattern/pattern-shape.ts';
import type { Range } from '../pattern/character-set.ts';
import { rangesOf } from './ranges-of.ts';

/** A state of an automaton, with the indexes of its successors. */
export type State =
  /** Any character if it contains Unicode categories. */
  | { readonly kind: 'character'; readonly ranges: readonly Range[] | undefined; readonly next: number }
  | { readonly kind: 'fork'; readonly next: readonly number[] }
  /** Only matches at the start or the end of the text. */
  | { readonly kind: 'start' | 'end'; readonly next: number }
  | { readonly kind: 'accept' };

export interface Automaton {
  readonly states: readonly State[];
  readonly first: number;
}

const ANY: readonly Range[] = [[0, 0x10ffff]];

/** More repetitions than this are treated as any number. */
const MOST_COPIES = 20;

/**
 * Accepts at least the texts that a pattern matches as a whole, or in which it is found. Look-around and word
 * boundaries are assumed to hold everywhere, so it may accept more.
 */
export function automatonOf(pattern: readonly AST.Alternative[], how: 'whole' | 'found'): Automaton {
  const states: State[] = [];
  const add = (state: State): number => states.push(state) - 1;
  const accept = add({ kind: 'accept' });

  /** Any number of repetitions of a part. The part is built to lead to the given index. */
  function loop(build: (next: number) => number, next: number): number {
    const fork: number[] = [];
    const start = add({ kind: 'fork', next: fork });
    fork.push(build(start), next);
    return start;
  }
  const any = (next: number): number => loop((back) => add({ kind: 'character', ranges: ANY, next: back }), next);

  const alternatives = (body: readonly AST.Alternative[], next: number): number =>
    add({ kind: 'fork', next: body.map((alternative) => row(alternative, next)) });

  const row = ({ elements }: AST.Alternative, next: number): number =>
    elements.reduceRight((after, element) => build(element, after), next);

  function build(element: AST.Element, next: number): number {
    if (isGroup(element)) return alternatives(element.alternatives, next);
    if (isOneCharacter(element)) return add({ kind: 'character', ranges: rangesOf(element), next });
    if (element.type === 'Quantifier') return repeat(element, next);
    const isEdge = element.type === 'Assertion' && (element.kind === 'start' || element.kind === 'end');
    return isEdge ? add({ kind: element.kind, next }) : next;
  }

  function repeat({ element, min, max }: AST.Quantifier, next: number): number {
    const copy = (after: number): number => build(element, after);
    let from = max > MOST_COPIES ? loop(copy, next) : next;
    if (max <= MOST_COPIES) {
      for (let count = min; count < max; count++) from = add({ kind: 'fork', next: [copy(from), next] });
    }
    for (let count = 0; count < Math.min(min, MOST_COPIES); count++) from = copy(from);
    return from;
  }

  const first = how === 'whole' ? alternatives(pattern, accept) : any(alternatives(pattern, any(accept)));
  return { states, first };
}
