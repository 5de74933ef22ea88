import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Html, html } from '../../../../../functions/core/pages/frame/html.ts';

test('a value is escaped, and markup is not', () => {
  const name = `<img src=x onerror="alert('1')">&`;
  expect(html`<b title="${name}">${name}</b>`.text).toBe(
    '<b title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</b>',
  );
  expect(html`<p>${html`<i>${1}</i>`}${[html`<br />`, '<']}${undefined}${false}</p>`.text).toBe(
    '<p><i>1</i><br />&lt;</p>',
  );
});

test('no text can become markup or leave an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { text: page } = html`<a title="${text}">${[text]}</a>`;
      expect(page.replace(/^<a title="|">|<\/a>$/g, '')).not.toMatch(/[<>"']/);
    }),
  );
});

test('templates lose their indents, and values do not', () => {
  const cell = html`<td>${'a  b'} c</td>`;
  expect(cell.text).toBe('<td>a  b c');
  expect(html`<pre>${'a\n  b'}</pre>`.text).toBe('<pre>a\n  b</pre>');
  expect(html`${new Html('<i>\n  </i>')}`.text).toBe('<i>\n  </i>');
});
