import type { CharacterSet } from './character-set.ts';

/** A filter's pattern, parsed: alternatives, of which each is a row of parts. */
export type Pattern = readonly Alternative[];

export interface Alternative {
  /** As it is written in the projects file. */
  readonly text: string;
  readonly parts: readonly Part[];
}

export type Part =
  | { readonly kind: 'character'; readonly set: CharacterSet }
  /** Of the whole text, never of a line. */
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'word boundary'; readonly negated: boolean }
  | { readonly kind: 'group'; readonly body: Pattern }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negated: boolean; readonly body: Pattern }
  | {
      readonly kind: 'repeat';
      readonly body: Part;
      readonly least: number;
      /** Infinity where nothing bounds it. */
      readonly most: number;
      readonly lazy: boolean;
    };
