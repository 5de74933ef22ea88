import { test } from 'vitest';
import { checkPattern } from '../../infra/projects-file/pattern/check-pattern.ts';
import { REFUSED_PATTERNS } from '../infra/projects-file/pattern/refused-patterns.ts';
import { expectGenerated, table } from './generated.ts';

test('docs/filters.md lists the refused patterns with their messages', async () => {
  const rows = REFUSED_PATTERNS.map((pattern) => {
    const checked = checkPattern(pattern);
    if (!('problem' in checked)) throw new Error(`${pattern} is accepted.`);
    return [`\`${pattern}\``, `\`${checked.problem}\``];
  });
  await expectGenerated('docs/filters.md', {
    'infra/projects-file/pattern': table(['Pattern', 'What `npm run check` says of it'], rows),
  });
});
