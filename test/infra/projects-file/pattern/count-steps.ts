import type { AST } from '@eslint-community/regexpp';
import { isEnd, isGroup, isOneCharacter, isStart } from '../../../../infra/projects-file/pattern/pattern-shape.ts';
import { parseExpression } from '../../../../infra/projects-file/pattern/parse-pattern.ts';

/**
 * Searches as a backtracking engine does, and counts what it does: the number is the same on every machine.
 * Only what the generated patterns have is known here.
 */
export function countSteps(expression: string, text: string, most = Infinity): { found: boolean; steps: number } {
  const alternatives = parseExpression(expression);
  const characters = Array.from(text);
  let steps = 0;
  type Continue = (at: number) => boolean;
  type Nodes = readonly AST.Element[];

  function any(options: readonly AST.Alternative[], at: number, direction: 1 | -1, then: Continue): boolean {
    return options.some(({ elements }) => row(direction === 1 ? elements : elements.toReversed(), at, direction, then));
  }
  function row([first, ...others]: Nodes, at: number, direction: 1 | -1, then: Continue): boolean {
    if (!first) return then(at);
    return one(first, at, direction, (next) => row(others, next, direction, then));
  }
  function one(element: AST.Element, at: number, direction: 1 | -1, then: Continue): boolean {
    if (++steps > most) throw new RangeError(`${expression} takes more than ${most} steps.`);
    if (isGroup(element)) return any(element.alternatives, at, direction, then);
    if (element.type === 'Quantifier') return repeat(element, 0, at, direction, then);
    if (isOneCharacter(element)) {
      const character = characters[direction === 1 ? at : at - 1];
      return character !== undefined && RegExp(`^${element.raw}$`, 'u').test(character) && then(at + direction);
    }
    if (isStart(element)) return at === 0 && then(at);
    if (isEnd(element)) return at === characters.length && then(at);
    if (!('alternatives' in element)) throw new Error(`${element.raw} is not known here.`);
    const holds = any(element.alternatives, at, element.kind === 'lookahead' ? 1 : -1, () => true);
    return holds !== element.negate && then(at);
  }
  function repeat(node: AST.Quantifier, count: number, at: number, direction: 1 | -1, then: Continue): boolean {
    const again = () =>
      count < node.max &&
      one(node.element, at, direction, (next) =>
        next === at && count >= node.min ? false : repeat(node, count + 1, next, direction, then),
      );
    if (count < node.min) return again();
    return node.greedy ? again() || then(at) : then(at) || again();
  }

  const found = [...characters.keys(), characters.length].some((start) => any(alternatives, start, 1, () => true));
  return { found, steps };
}
