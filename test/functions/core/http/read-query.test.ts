import { expect, test } from 'vitest';
import { readQuery } from '../../../../functions/core/http/read-query.ts';

test.each([
  ['branch=a+b', 'branch', 'a+b'],
  ['tag=1.0+2', 'tag', '1.0+2'],
  ['style=flat&ref=refs/heads/c++', 'ref', 'refs/heads/c++'],
  ['%72ef=a+b', 'ref', 'a+b'],
  ['branch=a%20b', 'branch', 'a b'],
  ['branch=a%2Bb', 'branch', 'a+b'],
  ['branch=a=b+c', 'branch', 'a=b+c'],
  ['label=my+build', 'label', 'my build'],
  ['label=my%2Bbuild&branch=a+b', 'label', 'my+build'],
  ['a+b=branch&branch=', 'branch', ''],
  ['', 'branch', null],
])('in ?%s, %s is %j', (raw, name, value) => {
  expect(readQuery(raw).get(name)).toBe(value);
});
