import fc from 'fast-check';

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\s', '\\p{L}', 'é', '\\.', '(?i)b', '[a-c&&[^b]]');
const quantifier = fc.constantFrom('', '', '', '?', '*', '+', '{2}', '{1,3}', '*?');
export const generatedPattern: fc.Arbitrary<string> = fc.letrec<{ pattern: string; part: string; row: string }>(
  (tie) => ({
    part: fc
      .tuple(
        fc.oneof(
          { maxDepth: 1 },
          atom,
          tie('pattern').map((body) => `(?:${body})`),
        ),
        quantifier,
      )
      .map(([body, times]) => (body.startsWith('(?i)') ? body : body + times)),
    row: fc.array(tie('part'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
    pattern: fc
      .tuple(
        fc.constantFrom('', '^'),
        fc.array(tie('row'), { minLength: 1, maxLength: 3 }).map((rows) => rows.join('|')),
        fc.constantFrom('', '$'),
      )
      .map(([start, body, end]) => start + body + end),
  }),
).pattern;

/** Patterns with look-ahead and look-behind. */
export const lookingPattern: fc.Arbitrary<string> = fc.letrec<{ pattern: string; part: string; row: string }>(
  (tie) => ({
    part: fc
      .tuple(
        fc.oneof(
          { maxDepth: 2 },
          fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]'),
          tie('row').map((body) => `(${body})`),
          fc.tuple(tie('row'), tie('row')).map(([one, other]) => `(${one}|${other})`),
          tie('row').map((body) => `(?:(?!${body})[abc])`),
        ),
        fc.constantFrom('', '', '?', '*', '+', '{1,2}', '*?'),
      )
      .map((both) => both.join('')),
    row: fc
      .array(
        fc.oneof(
          { weight: 4, arbitrary: tie('part') },
          { weight: 1, arbitrary: tie('row').map((body) => `(?!${body})`) },
          { weight: 1, arbitrary: tie('row').map((body) => `(?=${body})`) },
          { weight: 1, arbitrary: fc.constantFrom('(?<!a)', '(?<=ab|c)', '(?<!b[ab]?)') },
        ),
        { minLength: 1, maxLength: 4 },
      )
      .map((parts) => parts.join('')),
    pattern: fc
      .tuple(fc.constantFrom('^', '^', ''), tie('row'), fc.constantFrom('$', ''))
      .map((parts) => parts.join('')),
  }),
).pattern;
