import type { Alternative, Part, Pattern } from './pattern.ts';

/** As many ids as fit into a pattern that lists them. */
const FEW = 256;

/** Whether a pattern lists texts, anchors aside: it takes few, and not the empty one, which stands for one that is not known. */
export const listsFew = (pattern: Pattern): boolean =>
  countAll(pattern) <= FEW && pattern.every(({ parts }) => parts.some(takesText));

const countAll = (pattern: Pattern): number => sum(pattern.map(countAlternative));

const countAlternative = ({ parts }: Alternative): number => product(parts.map(count));

/** How many texts a part takes, at most. */
function count(part: Part): number {
  switch (part.kind) {
    case 'character':
      return part.set.categories.length > 0 ? Infinity : sum(part.set.ranges.map(([first, last]) => last - first + 1));
    case 'group':
      return countAll(part.body);
    case 'repeat': {
      const each = count(part.body);
      if (part.most === Infinity) return Infinity;
      return sum(Array.from({ length: part.most - part.least + 1 }, (_, more) => each ** (part.least + more)));
    }
    case 'start':
    case 'end':
    case 'word boundary':
    case 'look':
      return 1;
  }
}

function takesText(part: Part): boolean {
  if (part.kind === 'group') return part.body.every(({ parts }) => parts.some(takesText));
  return part.kind === 'character' || (part.kind === 'repeat' && part.least > 0 && takesText(part.body));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
const product = (numbers: readonly number[]): number => numbers.reduce((all, each) => all * each, 1);
