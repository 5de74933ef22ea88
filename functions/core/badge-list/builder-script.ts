import { OTHER_SUBJECTS } from './builder-parameters.ts';
import { withoutIndents } from '../pages/frame/without-indents.ts';
import { COPY_SCRIPT } from '../pages/frame/copy-script.ts';

/**
 * Updates the badge and its snippets while the form is filled in. Behind a CDN or a proxy, only the browser knows the
 * public address.
 */
export const BUILDER_SCRIPT = withoutIndents(`
const form = document.querySelector('form');
const fields = [...document.querySelectorAll('textarea')];
const preview = document.getElementById('preview');
const replace = (from, to) => {
  for (const field of fields) {
    const written = (text) => (field.dataset.escaped === undefined ? text : text.replaceAll('&', '&amp;'));
    field.value = field.value.replaceAll(written(from), written(to));
  }
};
const encode = (url) => url.replace(/[\\s"'()<>[\\]\\\\^\`{|}*]/g, (character) => '%' + character.charCodeAt(0).toString(16).padStart(2, '0'));
replace(document.getElementById('own').dataset.origin, location.origin);

function parameters() {
  const given = [...new FormData(form)].filter(([name, value]) => name !== 'project' && value !== '');
  const others = ${JSON.stringify(OTHER_SUBJECTS)};
  const subject = given.find(([name]) => others.includes(name)) ?? given.find(([name]) => name === 'branch') ?? ['branch', form.dataset.branch];
  return new URLSearchParams([subject, ...given.filter(([name]) => name !== 'branch' && !others.includes(name))]).toString();
}

form?.addEventListener('input', () => {
  const [path, shown] = preview.getAttribute('src').split('?');
  const next = parameters();
  if (next === shown) return;
  preview.src = path + '?' + next;
  replace(encode(path + '?' + shown), encode(path + '?' + next));
});
form?.addEventListener('submit', (event) => event.preventDefault());
if (form) form.querySelector('button').hidden = true;
${COPY_SCRIPT}`);
