import { expect, test } from 'vitest';
import { suggestName } from '../../../infra/findings/suggest-name.ts';

test.each([
  ['wep', ['web', 'api'], undefined, 'did you mean "web"?'],
  ['Web_App', ['web-app', 'api'], 'see the list', 'did you mean "web-app"?'],
  ['x', ['web', 'api'], undefined, 'the known names are "web", "api"'],
  ['x', ['web'], undefined, 'the only known name is "web"'],
  ['x', ['web', 'api'], 'see the list', 'see the list'],
  ['x', [], undefined, 'there are none'],
])('for %s among %j, it suggests the nearest name, or else all names', (name, known, otherwise, suggestion) => {
  expect(suggestName(name, known, otherwise)).toBe(suggestion);
});
