import type { GenericSchema } from 'valibot';
import { escapeXml } from '../../http/escape-xml.ts';
import { copyButton } from '../../pages/frame/copy-button.ts';
import { FORM_STYLES } from '../../pages/frame/form-styles.ts';
import { framePage } from '../../pages/frame/frame-page.ts';
import { Html, html } from '../../pages/frame/html.ts';
import { pagePolicy } from '../../pages/frame/page-policy.ts';
import { DOCS_PAGE_SCRIPT } from './docs-page-script.ts';
import { DOCS_STYLES } from './docs-styles.ts';
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

const STYLES = FORM_STYLES + DOCS_STYLES;

/** Only the page's own script can run, and it can only call this service. */
export const DOCS_PAGE_POLICY = pagePolicy(DOCS_PAGE_SCRIPT, STYLES);

const TYPED = new Html('autocomplete="off" autocapitalize="off" spellcheck="false"');

const calls = Object.entries(OPERATIONS) as readonly [OperationId, Operation][];

/** Renders our own text, with \`code\` in backticks. */
const prose = (text: string): Html => new Html(escapeXml(text).replace(/`([^`]*)`/g, '<code>$1</code>'));

const pathField = ([name, example]: readonly [string, string]): Html =>
  html`<label
    ><code>${name}</code><input name="${name}" data-in="path" placeholder="${example}" required ${TYPED}
  /></label>`;

/** Suggested values for a field that also accepts others. */
const CHOICES: Readonly<Record<string, readonly string[]>> = { Accept: ['text/plain', 'application/json'] };

function field(name: string, schema: GenericSchema, place: 'query' | 'header'): Html {
  const { options = CHOICES[name] } = schema as { readonly options?: readonly string[] };
  const control = options
    ? html`<select name="${name}" data-in="${place}">
        <option value="">any</option>
        ${options.map((option) => html`<option>${option}</option>`)}
      </select>`
    : html`<input name="${name}" data-in="${place}" ${TYPED} />`;
  return html`<label><code>${name}</code> <span>${prose(descriptionOf(schema))}</span>${control}</label>`;
}

/** The parameters that a call can do without are folded. */
function optionalFields({ query = {}, headers = {} }: Operation): Html | undefined {
  const fields = [
    ...Object.entries(query).map(([name, schema]) => field(name, schema, 'query')),
    ...Object.entries(headers).map(([name, schema]) => field(name, schema, 'header')),
  ];
  const names = [...Object.keys(query), ...Object.keys(headers)];
  if (fields.length === 0) return undefined;
  return html`<details>
    <summary>Optional: ${names.join(', ')}</summary>
    ${fields}
  </details>`;
}

/** A list of names with their meanings. */
const terms = (meanings: readonly (readonly [string, string])[]): Html =>
  html`<ul>
    ${meanings.map(([name, meaning]) => html`<li><code>${name}</code>: ${prose(meaning)}</li>`)}
  </ul>`;

const shownJson = (value: unknown): string => JSON.stringify(value, null, 2);

/** The last description in a schema's pipe. */
function descriptionOf(schema: GenericSchema): string {
  const { pipe = [] } = schema as { readonly pipe?: readonly { readonly description?: string }[] };
  return pipe.findLast(({ description }) => description !== undefined)?.description ?? '';
}

function bodyOf({ schema, example }: NonNullable<Operation['request']>): Html {
  const { entries } = SCHEMAS[schema] as { readonly entries: Readonly<Record<string, GenericSchema>> };
  const required = Object.entries(example).filter(([name]) => entries[name]?.type !== 'optional');
  const text = escapeXml(shownJson(Object.fromEntries(required)));
  return html`<label>Body${new Html(`<textarea data-in="body" rows="4" spellcheck="false">${text}</textarea>`)}</label>
    <details>
      <summary>What the body can hold</summary>
      ${terms(Object.entries(entries).map(([name, of]) => [name, descriptionOf(of)]))}
      <pre>${shownJson(example)}</pre>
    </details>`;
}

const problemLinks = (names: readonly ProblemName[]): readonly Html[] =>
  names.map((name, index) => html`${index > 0 && ', '}<a href="#${name}">${PROBLEMS[name].status} ${name}</a>`);

function section([id, operation]: readonly [OperationId, Operation]): Html {
  const { method, path, action, summary, description, request, success } = operation;
  const parameters = Object.entries(EXAMPLE_PARAMETERS).filter(([name]) => path.includes(`{${name}}`));
  return html`<section id="${id}">
    <h2>${summary}</h2>
    <p>
      <code><b>${method}</b> ${path}</code>
    </p>
    <p>${prose(description ?? '')} The token must allow <code>${action}</code>.</p>
    <form data-method="${method}" data-path="${path}">
      ${parameters.map(pathField)} ${optionalFields(operation)} ${request && bodyOf(request)}
      <button>Send</button>
    </form>
    <div class="snippet">
      <pre class="curl" id="${id}-curl" aria-label="The call with curl" role="group" tabindex="0"></pre>
      ${copyButton(`${id}-curl`, 'the call with curl')}
    </div>
    <output></output>
    <details>
      <summary>Responses</summary>
      <p>${success.status}: ${prose(success.description)}</p>
      <pre>${shownJson(success.example)}</pre>
      ${terms(Object.entries(success.headers ?? {}))}
      <p>
        Problems: ${problemLinks(operation.problems)}${operation.problems.length > 0 && ', and '}<a href="#problems"
          >those of every call</a
        >
      </p>
    </details>
  </section>`;
}

const problemRows = Object.entries(PROBLEMS).map(
  ([name, { status, title }]) =>
    html`<tr id="${name}">
      <td>${status}</td>
      <td><code>${name}</code></td>
      <td>${title}</td>
    </tr>`,
);

const contents: readonly (readonly [string, string])[] = [
  ['token-help', 'Get a token'],
  ...calls.map(([id, { summary }]) => [id, summary] as const),
  ['problems', 'Problems'],
];

const CREATE_TOKEN =
  'npm run --silent token -- create --name me --projects web --actions start,read,stop,retry --refs main --expires 90d';

/** The API's page, for reading it and trying it with a token, which stays in the page. */
export const docsPage = framePage({
  title: 'API · Pushlight',
  place: 'API',
  styles: STYLES,
  script: DOCS_PAGE_SCRIPT,
  isIndexed: true,
  main: html`<div class="docs">
    <nav aria-label="Contents">
      <ul>
        ${contents.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}
      </ul>
    </nav>
    <div>
      <h1>API</h1>
      ${DESCRIPTION.split('\n\n').map((paragraph) => html`<p>${prose(paragraph)}</p>`)}
      <p><a href="openapi.json">OpenAPI document</a></p>
      <section id="token-help">
        <h2>Get a token</h2>
        <p>
          Whoever deploys Pushlight makes one: it names the projects, actions and branches that it allows, and is shown
          once. On this machine or for a deployed stage (<code>--stage prod</code>):
        </p>
        <div class="snippet">
          <pre id="create-token">${CREATE_TOKEN}</pre>
          ${copyButton('create-token', 'the command')}
        </div>
        <p>
          A CI system that issues OpenID Connect tokens needs none: <code>api.issuers</code> in the projects file lets
          its tokens in.
        </p>
        <label
          >Token <span>stays in this page and is not stored</span><input id="token" type="password" autocomplete="off"
        /></label>
      </section>
      ${calls.map(section)}
      <section id="problems">
        <h2>Problems</h2>
        <p>
          The <code>type</code> of a problem is <code>/docs#</code> followed by one of these names. Its
          <code>detail</code> explains how to fix it. Every call can return ${problemLinks(PROBLEMS_OF_EVERY_CALL)}.
        </p>
        <table>
          <thead>
            <tr>
              <th scope="col">Status</th>
              <th scope="col">Name</th>
              <th scope="col">Title</th>
            </tr>
          </thead>
          <tbody>
            ${problemRows}
          </tbody>
        </table>
      </section>
    </div>
  </div>`,
});
