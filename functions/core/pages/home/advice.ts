import { html } from '../frame/html.ts';

const EXAMPLE = `projects:
  - name: web
    pages: public                   # its builds, for everyone
    badge: { badgeEnabled: true }   # its badge, for everyone`;

/** Shown instead of a list of projects. */
export const HOW_TO_BE_PUBLIC = html`<p>
    No project has public pages. To show one here, set <code>pages: public</code> in the projects file and deploy:
  </p>
  <pre>${EXAMPLE}</pre>
  <p class="hint">
    <code>pages: indexed</code> also lets search engines list the pages. Without either, nobody can tell from here
    whether a project exists.
  </p>`;

/** For people who try Pushlight on their machine. */
export const LOCAL_STEPS = html`<section class="next">
  <h2>What to do next on this machine</h2>
  <ol>
    <li>
      Push a commit to the sample: the terminal of <code>npm start</code> shows the commands. Its build appears here by
      itself.
    </li>
    <li>
      Start a build without a push: make a token, and type it into the form on the project’s page.
      <pre>npm run token -- create --name try --projects sample --actions start,read,stop,retry --refs main</pre>
    </li>

    <li>
      Serve a repository of your own, which itself is not changed:
      <pre>npm start -- --repo ../my-repo</pre>
    </li>

    <li>Put a <a href="/badges">badge</a> into a README, or call the <a href="/docs">API</a>.</li>
  </ol>
</section>`;
