import { withoutIndents } from '../../pages/frame/without-indents.ts';
import { COPY_SCRIPT } from '../../pages/frame/copy-script.ts';

/**
 * Makes each form of the page send a call and show it as a curl command. A path parameter typed into one form is copied
 * into the others, and so is the id of a started build. Responses are shown as text, never as markup.
 */
export const DOCS_PAGE_SCRIPT = withoutIndents(`
const token = document.getElementById('token');
const quote = (text) => "'" + text.replaceAll("'", "'\\\\''") + "'";

function call(form) {
  const of = (place) => [...form.querySelectorAll('[data-in=' + place + ']')].filter(({ value }) => value !== '');
  const named = (place) => of(place).map(({ name, value }) => [name, value]);
  let path = form.dataset.path;
  for (const [name, value] of named('path')) path = path.replace('{' + name + '}', encodeURIComponent(value).replace('%3A', ':'));
  const query = new URLSearchParams(named('query')).toString();
  const body = of('body')[0]?.value;
  const headers = Object.fromEntries(named('header'));
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  return { method: form.dataset.method, url: path + (query && '?' + query), headers, body };
}

function curl({ method, url, headers, body }) {
  const lines = ['curl -i ' + (method === 'GET' ? '' : '-X ' + method + ' ') + quote(location.origin + url)];
  lines.push('-H "Authorization: Bearer $TOKEN"');
  for (const [name, value] of Object.entries(headers)) lines.push('-H ' + quote(name + ': ' + value));
  if (body !== undefined) lines.push('-d ' + quote(body));
  return lines.join(' \\\\\\n  ');
}

function fillIn(name, value) {
  for (const field of document.querySelectorAll('[data-in=path]')) if (field.name === name) field.value = value;
  for (const form of document.forms) showCurl(form);
}

const showCurl = (form) => (form.parentElement.querySelector('.curl').textContent = curl(call(form)));

async function send(form, output) {
  const { method, url, headers, body } = call(form);
  const shown = document.createElement('pre');
  output.replaceChildren(shown);
  shown.textContent = 'Sent. Waiting for the response.';
  try {
    const authorization = 'Bearer ' + token.value.trim();
    const response = await fetch(url, { method, headers: { ...headers, Authorization: authorization }, body, cache: 'no-store' });
    const text = await response.text();
    const started = response.headers.get('location')?.replace('/builds/', '');
    if (started !== undefined) fillIn('id', started);
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const kept = ['location', 'etag', 'link', 'retry-after', 'ratelimit'].flatMap((name) =>
      response.headers.has(name) ? [name + ': ' + response.headers.get(name)] : [],
    );
    const content = isJson ? JSON.stringify(JSON.parse(text), null, 2) : text;
    shown.textContent = [String(response.status), ...kept, '', content].join('\\n');
  } catch (error) {
    shown.textContent = String(error);
  }
}

for (const form of document.forms) {
  form.addEventListener('input', ({ target }) => {
    if (target.dataset.in === 'path') fillIn(target.name, target.value);
    else showCurl(form);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(form, form.parentElement.querySelector('output'));
  });
  showCurl(form);
}
${COPY_SCRIPT}`);
