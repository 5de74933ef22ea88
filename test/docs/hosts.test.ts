import { expect, test } from 'vitest';
import type { Provider } from '../../functions/core/vocabulary.ts';
import { hookSettings } from '../../infra/deployment/hook-settings.ts';
import { pageOf } from './pages.ts';

const page = pageOf('docs/connect-a-git-host.md');

/** The text below a heading of the second level. */
const section = (heading: string): string => new RegExp(`^## ${heading}\n(.*?)(?=^## )`, 'ms').exec(page.text)![1]!;

test.each<[string, Provider]>([
  ['GitHub', 'github'],
  ['GitLab', 'gitlab'],
  ['Bitbucket Cloud', 'bitbucket'],
  ['Gitea', 'gitea'],
])('the section of %s names the same page and events as the output of deploy', (heading, provider) => {
  const [where = '', ...lines] = hookSettings({ name: 'hook', provider, host: 'example.com' }, 'URL', 'COMMAND');
  const text = section(heading).replaceAll(/\s+/g, ' ');
  const [steps] = where.trim().split(' (');
  expect(text).toContain(steps);
  for (const event of lines
    .at(-1)!
    .match(/Push(?:es)?(?: events)?|Repository Push|Tag push events|Pull [Rr]equest\w*/g)!) {
    expect(text).toContain(event);
  }
});

test.each(['Bitbucket Data Center', 'Forgejo', 'Gogs', 'Self-managed hosts'])(
  '%s has a section of its own',
  (heading) => {
    expect(section(heading).trim()).not.toBe('');
  },
);
