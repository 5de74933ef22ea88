import { expect, test } from 'vitest';
import { escapeXml } from '../../../../functions/core/http/escape-xml.ts';

test('characters with a meaning in XML are escaped', () => {
  expect(escapeXml(`</title><script>"&'`)).toBe('&lt;/title&gt;&lt;script&gt;&quot;&amp;&#39;');
});
