import type { AST } from '@eslint-community/regexpp';
import type { Pattern } from './parse-pattern.ts';

export type OneCharacter = AST.Character | AST.CharacterClass | AST.CharacterSet;

/** Whether it can only match a whole text: every path through it begins at the start and ends at the end. */
export const isAnchored = ({ alternatives }: Pattern): boolean =>
  alternatives.every(startsAtStart) && alternatives.every((alternative) => ends(alternative, isEnd));

export const startsAnchored = ({ alternatives }: Pattern): boolean => alternatives.every(startsAtStart);

/** Whether its end is open on purpose: anchored, a directory prefix (`^refs/heads/`) or an unbounded repeat (`.*`). */
export const endsOnPurpose = ({ alternatives }: Pattern): boolean =>
  alternatives.every((alternative) =>
    ends(
      alternative,
      (last) => isEnd(last) || (last?.type === 'Quantifier' && last.max === Infinity) || last?.raw === '/',
    ),
  );

/** The same pattern, anchored so that it must match the whole text. */
export function anchored({ alternatives, sourceOf }: Pattern): string {
  const inner = alternatives.map(({ elements, start, end }) => {
    const source = sourceOf(start, end);
    const from = isStart(elements[0]) && source.startsWith('^') ? 1 : 0;
    return source.slice(from, isEnd(elements.at(-1)) && source.endsWith('$') ? -1 : undefined);
  });
  return inner.length === 1 ? `^${inner[0]}$` : `^(?:${inner.join('|')})$`;
}

export const startsAtStart = ({ elements: [first] }: AST.Alternative): boolean =>
  isStart(first) || (isGroup(first) && first.alternatives.every(startsAtStart));

const ends = ({ elements }: AST.Alternative, holds: (last: AST.Element | undefined) => boolean): boolean => {
  const last = elements.at(-1);
  return holds(last) || (isGroup(last) && last.alternatives.every((alternative) => ends(alternative, holds)));
};

const isAssertion =
  <Kind extends AST.Assertion['kind']>(kind: Kind) =>
  (element: AST.Element | undefined): element is Extract<AST.Assertion, { kind: Kind }> =>
    element?.type === 'Assertion' && element.kind === kind;

export const isStart = isAssertion('start');
export const isEnd = isAssertion('end');
export const isLookAhead = isAssertion('lookahead');

export const isGroup = (element: AST.Element | undefined): element is AST.Group | AST.CapturingGroup =>
  element?.type === 'Group' || element?.type === 'CapturingGroup';

export const isOneCharacter = (element: AST.Element): element is OneCharacter =>
  element.type === 'Character' || element.type === 'CharacterClass' || element.type === 'CharacterSet';
