import { createHash } from 'node:crypto';
import type { GenericSchema } from 'valibot';
import { escapeXml } from '../../http/escape-xml.ts';
import { DOCS_PAGE_SCRIPT } from './docs-page-script.ts';
import {
  EXAMPLE_PARAMETERS,
  OPERATIONS,
  PROBLEMS_OF_EVERY_CALL,
  type Operation,
  type OperationId,
} from '../operations.ts';
import { DESCRIPTION } from './open-api.ts';
import { PROBLEMS, type ProblemName } from '../problems.ts';
import { SCHEMAS } from '../schemas.ts';

/** Only the page's own script can run, and it can only call this service. */
export const DOCS_PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
  `frame-ancestors 'none'; script-src 'sha256-${createHash('sha256').update(DOCS_PAGE_SCRIPT).digest('base64')}'`;

const TYPED = 'autocomplete="off" autocapitalize="off" spellcheck="false"';

const calls = Object.entries(OPERATIONS) as readonly [OperationId, Operation][];

/** Renders our own text, with \`code\` in backticks. */
const prose = (text: string): string => escapeXml(text).replace(/`([^`]*)`/g, '<code>$1</code>');

const pathField = ([name, example]: readonly [string, string]): string =>
  `<label><code>${name}</code><input name="${name}" data-in="path" placeholder="${example}" required ${TYPED}></label>`;

const fieldsOf = (parameters: Readonly<Record<string, GenericSchema>>, place: 'query' | 'header'): string =>
  Object.entries(parameters)
    .map(
      ([name, schema]) =>
        `<label><code>${name}</code> <span>${prose(descriptionOf(schema))}</span><input name="${name}" data-in="${place}" ${TYPED}></label>`,
    )
    .join('\n');

/** A list of names with their meanings. */
const terms = (meanings: readonly (readonly [string, string])[]): string =>
  `<ul>${meanings.map(([name, meaning]) => `<li><code>${name}</code>: ${prose(meaning)}</li>`).join('\n')}</ul>`;

const shownJson = (value: unknown): string => escapeXml(JSON.stringify(value, null, 2));

/** The last description in a schema's pipe. */
function descriptionOf(schema: GenericSchema): string {
  const { pipe = [] } = schema as { readonly pipe?: readonly { readonly description?: string }[] };
  return pipe.findLast(({ description }) => description !== undefined)?.description ?? '';
}

const bodyOf = ({ schema, example }: NonNullable<Operation['request']>): string => {
  const { entries } = SCHEMAS[schema] as { readonly entries: Readonly<Record<string, GenericSchema>> };
  const required = Object.entries(example).filter(([name]) => entries[name]?.type !== 'optional');
  return `<label>Body<textarea data-in="body" rows="4" spellcheck="false">${shownJson(Object.fromEntries(required))}</textarea></label>
${terms(Object.entries(entries).map(([name, of]) => [name, descriptionOf(of)]))}
<details><summary>A body with every field</summary><pre>${shownJson(example)}</pre></details>`;
};

const problemLinks = (names: readonly ProblemName[]): string =>
  names.map((name) => `<a href="#${name}">${PROBLEMS[name].status} ${name}</a>`).join(', ');

const section = ([id, operation]: readonly [OperationId, Operation]): string => {
  const { method, path, action, summary, description, query = {}, headers = {}, request, success } = operation;
  const parameters = Object.entries(EXAMPLE_PARAMETERS).filter(([name]) => path.includes(`{${name}}`));
  return `<section id="${id}">
<h2>${escapeXml(summary)}</h2>
<p><code><b>${method}</b> ${escapeXml(path)}</code>
<p>${prose(description ?? '')} The token must allow <code>${action}</code>.
<form data-method="${method}" data-path="${escapeXml(path)}">
${parameters.map(pathField).join('\n')}
${fieldsOf(query, 'query')}
${fieldsOf(headers, 'header')}
${request ? bodyOf(request) : ''}
<button>Send</button>
</form>
<pre class="curl" aria-label="The call with curl"></pre>
<output></output>
<details><summary>Responses</summary>
<p>${success.status}: ${prose(success.description)}</p>
<pre>${shownJson(success.example)}</pre>
${terms(Object.entries(success.headers ?? {}))}
<p>Problems: ${problemLinks([...operation.problems, ...PROBLEMS_OF_EVERY_CALL])}
</details>
</section>`;
};

const problemRows = Object.entries(PROBLEMS)
  .map(([name, { status, title }]) => `<tr id="${name}"><td>${status}<td><code>${name}</code><td>${escapeXml(title)}`)
  .join('\n');

/** The API's page, for reading it and trying it with a token, which stays in the page. */
export const docsPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Pushlight API</title>
<style>
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 0 auto; padding: 1rem }
section { border-top: 1px solid #8888; margin-top: 2rem }
label { display: block; margin: .5rem 0 }
label span { font-size: .875em }
input, textarea { box-sizing: border-box; display: block; width: 100%; font: 14px/1.5 ui-monospace, monospace; padding: .25rem }
pre { font: 13px/1.5 ui-monospace, monospace; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; border-left: 3px solid #8888; padding-left: .75rem }
th, td { text-align: left; padding: .125rem .75rem .125rem 0; vertical-align: top }
::placeholder { color: inherit; opacity: .7 }
button { font: inherit; padding: .25rem 1rem }
summary { cursor: pointer }
:target { background: #fc06 }
</style>
<main>
<h1>Pushlight API</h1>
${DESCRIPTION.split('\n\n')
  .map((paragraph) => `<p>${prose(paragraph)}`)
  .join('\n')}
<p><a href="openapi.json">OpenAPI document</a>
<label>Token <span>stays in this page and is not stored</span>
<input id="token" type="password" autocomplete="off"></label>
<nav aria-label="Calls"><ul>
${calls.map(([id, { summary }]) => `<li><a href="#${id}">${escapeXml(summary)}</a></li>`).join('\n')}
</ul></nav>
${calls.map(section).join('\n')}
<section id="problems">
<h2>Problems</h2>
<p>The <code>type</code> of a problem is <code>/docs#</code> followed by one of these names. Its <code>detail</code> explains
how to fix it.
<table>
<tr><th scope="col">Status<th scope="col">Name<th scope="col">Title
${problemRows}
</table>
</section>
</main>
<script>${DOCS_PAGE_SCRIPT}</script>
</html>
`;
