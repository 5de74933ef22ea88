import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { sign } from '@octokit/webhooks-methods';
import { githubFacts } from '../../../functions/core/providers/github/github-facts.ts';
import { pushPayload, type RefUpdate } from './push-payload.ts';
import { SETTINGS_FILE, type DeliverySettings } from './remote.ts';

/**
 * The post-receive hook of a local remote: sends the signed push webhook that GitHub would send, and shows the result
 * to the pusher. Runs in the bare repository; it is bundled into one file, which the hook calls.
 */
const settings = JSON.parse(await readFile(SETTINGS_FILE, 'utf8')) as DeliverySettings;
const updates = (await text(process.stdin))
  .split('\n')
  .filter((line) => line !== '')
  .map((line): RefUpdate => {
    const [before = '', after = '', ref = ''] = line.split(' ');
    return { before, after, ref };
  });

for (const update of updates) await deliver(update);

async function deliver(update: RefUpdate): Promise<void> {
  const { headers, pushEvent } = githubFacts;
  const body = JSON.stringify(await pushPayload(process.cwd(), update, new Date()));
  try {
    const response = await fetch(settings.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'GitHub-Hookshot/pushlight',
        [headers.event[0]]: pushEvent,
        [headers.deliveryId[0]]: randomUUID(),
        [headers.signature[0]]: await sign(settings.secret, body),
      },
      body,
    });
    console.log(`Pushlight: ${update.ref} delivered (${response.status})`);
    for (const line of explain(await response.json())) console.log(`  ${line}`);
  } catch {
    console.log(
      `Pushlight stopped meanwhile: ${update.ref} was pushed, but not delivered. Run npm start, then push a new commit.`,
    );
  }
}

function explain(response: unknown): readonly string[] {
  const {
    ignored,
    detail,
    events = [],
  } = response as {
    ignored?: string;
    detail?: string;
    events?: { projects: { name: string; verdict: string; reason: string }[] }[];
  };
  const verdicts = events.flatMap(({ projects }) =>
    projects.map(({ name, verdict, reason }) => `${name}: ${verdict}. ${reason}`),
  );
  return [...(ignored === undefined ? [] : [ignored]), ...(detail === undefined ? [] : [detail]), ...verdicts];
}
