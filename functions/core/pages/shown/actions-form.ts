import { html, type Html } from '../frame/html.ts';

interface Actions {
  readonly title: string;
  /** The ref to build, in a field; absent if the build is given. */
  readonly ref?: string;
  readonly buttons: readonly { readonly text: string; readonly path: string }[];
}

/**
 * Calls the API with a token that the user types in. Only the page's script shows and sends the form: no field has a
 * name, so that a token can never become part of an address.
 */
export const actionsForm = ({ title, ref, buttons }: Actions): Html =>
  html`<section id="act" hidden>
    <h2>${title}</h2>
    <form>
      ${ref !== undefined && html`<label>Branch or full ref<input id="ref" value="${ref}" required spellcheck="false" autocapitalize="off" /></label> `}<label
        >API token<input id="token" type="password" autocomplete="off" required aria-describedby="kept"
      /></label>
      ${buttons.map(({ text, path }) => html`<button value="${path}">${text}</button> `)}
    </form>
    <p class="hint" id="kept">
      The token stays in the memory of this page and is sent only to this service.
      <a href="/docs#token-help">How to get one</a>
    </p>
    <p role="status" id="outcome"></p>
  </section>`;
