import { expect, test } from 'vitest';
import { escapeXml } from '../../../../functions/core/http/escape-xml.ts';

test('what means something to XML is escaped', () => {
  expect(escapeXml(`</title><script>"&'`)).toBe('&lt;/title&gt;&lt;script&gt;&quot;&amp;&#39;');
});
