import { withoutIndents } from '../frame/without-indents.ts';
import { REFRESH_SECONDS } from './live-html.ts';

/**
 * Shows how long ago times are, updates the page's content while something is running, and calls the API with a token
 * that the user types in and that is not stored. Responses are shown as text.
 */
export const PAGE_SCRIPT = withoutIndents(`
const find = (id) => document.getElementById(id);
const units = [['year', 31536000], ['month', 2592000], ['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

function showMore() {
  for (const link of document.querySelectorAll('[data-act]')) link.hidden = false;
  for (const time of document.querySelectorAll('time')) {
    time.title ||= time.textContent;
    const seconds = Math.round((Date.parse(time.dateTime) - Date.now()) / 1000);
    const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units.at(-1);
    time.textContent = seconds > -10 ? 'just now' : words.format(Math.trunc(seconds / length), unit);
  }
}

let shown;
async function refresh() {
  if (document.hidden || find('live')?.dataset.live === undefined) return;
  const response = await fetch(location.href, { cache: 'no-cache' });
  const tag = response.headers.get('etag');
  if (!response.ok || tag === null || tag === shown) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const next = page.getElementById('live');
  if (!next) return;
  shown = tag;
  const old = find('live');
  const focused = old.contains(document.activeElement) ? document.activeElement : undefined;
  const open = [...old.querySelectorAll('details')].map((details) => details.open);
  const values = [...old.querySelectorAll('select')].map((select) => select.value);
  old.replaceWith(next);
  next.querySelectorAll('details').forEach((details, at) => (details.open = open[at] ?? false));
  next.querySelectorAll('select').forEach((select, at) => (select.value = values[at]));
  const same = (element) => element.tagName === focused.tagName && element.href === focused.href && element.name === focused.name;
  if (focused) [...next.querySelectorAll('a, select, button, summary')].find(same)?.focus();
  if (document.title !== page.title) find('news').textContent = page.title;
  document.title = page.title;
  document.querySelector('link[rel=icon]').href = page.querySelector('link[rel=icon]').href;
  showMore();
}

async function act(button, outcome) {
  const ref = find('ref')?.value.trim();
  const headers = { Authorization: 'Bearer ' + find('token').value.trim() };
  if (ref) headers['Content-Type'] = 'application/json';
  const body = ref && JSON.stringify({ ref });
  outcome.textContent = 'Sent. Waiting for the response.';
  const sent = { method: 'POST', headers, body, cache: 'no-store', credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' };
  const response = await fetch(button.value, sent);
  const result = await response.json();
  if (!response.ok) return (outcome.textContent = result.detail ?? 'The response was ' + response.status + '.');
  const link = document.createElement('a');
  link.href = '/projects/' + encodeURIComponent(result.project) + '/builds/' + Number(result.number);
  link.textContent = 'Build #' + Number(result.number);
  outcome.replaceChildren(link, ' is ' + (result.status === 'IN_PROGRESS' ? 'in progress.' : result.status.toLowerCase().replace('_', ' ') + '.'));
  if (find('live')) find('live').dataset.live = '';
}

const form = document.querySelector('#act form');
form?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const [outcome, buttons] = [find('outcome'), form.querySelectorAll('button')];
  buttons.forEach((button) => (button.disabled = true));
  try {
    await act(event.submitter ?? buttons[0], outcome);
  } catch {
    outcome.textContent = 'There was no response. Check the connection, and try again.';
  }
  buttons.forEach((button) => (button.disabled = false));
});
if (form) find('act').hidden = false;

showMore();
setInterval(showMore, 15000);
setInterval(() => void refresh().catch(() => {}), ${REFRESH_SECONDS * 1000});
`);
