import type { Automaton, State } from './automaton.ts';
import type { Range } from '../pattern/character-set.ts';

/** The number of steps after which the search gives up. */
const MOST_STEPS = 20_000;

/**
 * Whether all automata accept some common text. Returns true if that cannot be determined, so only `false` is proven.
 */
export function haveTextInCommon(automata: readonly Automaton[]): boolean {
  const start: Place = { at: automata.map(({ first }) => first), isStart: true, isEnd: false };
  const waiting = [start];
  const seen = new Set<string>();
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    const key = JSON.stringify([place.at, place.isStart, place.isEnd]);
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size > MOST_STEPS) return true;
    const states = place.at.map((index, which) => automata[which]!.states[index]!);
    if (states.every(({ kind }) => kind === 'accept')) return true;
    waiting.push(...placesAfter(place, states));
  }
  return false;
}

interface Place {
  /** The current state of each automaton. */
  readonly at: readonly number[];
  readonly isStart: boolean;
  /** No further character is possible. */
  readonly isEnd: boolean;
}

function placesAfter(place: Place, states: readonly State[]): readonly Place[] {
  const which = states.findIndex(({ kind }) => kind !== 'character' && kind !== 'accept');
  const state = states[which];
  const to = (next: number): Place => ({ ...place, at: place.at.with(which, next) });
  if (state?.kind === 'fork') return state.next.map(to);
  if (state?.kind === 'start') return place.isStart ? [to(state.next)] : [];
  if (state?.kind === 'end') return [{ ...to(state.next), isEnd: true }];
  return place.isEnd ? [] : afterCharacter(states);
}

function afterCharacter(states: readonly State[]): readonly Place[] {
  const sets: (readonly Range[])[] = [];
  const at: number[] = [];
  for (const state of states) {
    if (state.kind !== 'character') return [];
    if (state.ranges) sets.push(state.ranges);
    at.push(state.next);
  }
  return haveCharacterInCommon(sets) ? [{ at, isStart: false, isEnd: false }] : [];
}

/** If there is one, it is the first character of a range in one of the sets. */
const haveCharacterInCommon = (sets: readonly (readonly Range[])[]): boolean =>
  sets.length === 0 ||
  sets.flat().some(([each]) => sets.every((set) => set.some(([first, last]) => first <= each && each <= last)));
