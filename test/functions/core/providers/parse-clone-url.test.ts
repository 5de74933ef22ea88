import { expect, test } from 'vitest';
import { repositoryKey } from '../../../../functions/core/configuration.ts';
import { parseCloneUrl } from '../../../../functions/core/providers/parse-clone-url.ts';

test.each([
  ['https://github.com/acme/web.git', 'github.com/acme/web'],
  ['https://github.com/acme/web', 'github.com/acme/web'],
  ['https://github.com/Acme/Web/', 'github.com/acme/web'],
  ['https://x-token:secret@github.com/acme/web.git', 'github.com/acme/web'],
  ['https://me:p@ss@github.com/acme/web.git', 'github.com/acme/web'],
  ['https://github.com:443/acme/web.git', 'github.com/acme/web'],
  ['git@github.com:acme/web.git', 'github.com/acme/web'],
  ['github.com:acme/web', 'github.com/acme/web'],
  ['ssh://git@github.com/acme/web.git', 'github.com/acme/web'],
  ['ssh://git@github.com:22/acme/web.git', 'github.com/acme/web'],
  ['git://github.com/acme/web.git', 'github.com/acme/web'],
  ['https://gitlab.com/group/sub/project.git', 'gitlab.com/group/sub/project'],
  ['https://git.acme.io:8443/team/app.git', 'git.acme.io:8443/team/app'],
  ['ssh://git@git.acme.io:2222/acme/web.git', 'git.acme.io/acme/web'],
  ['ssh://git@ssh.github.com:443/acme/web.git', 'github.com/acme/web'],
  ['git@altssh.gitlab.com:acme/web.git', 'gitlab.com/acme/web'],
  ['git://git.acme.io:9419/acme/web.git', 'git.acme.io/acme/web'],
  ['/home/ada/web.git', 'localhost/home/ada/web'],
  ['file:///home/ada/web.git', 'localhost/home/ada/web'],
])('%s names %s', (cloneUrl, key) => {
  const name = parseCloneUrl(cloneUrl);
  expect(name && repositoryKey(name)).toBe(key);
});

test.each(['', 'web', 'https://', 'https://github.com', 'https://github.com/', 'bucket/path.zip'])(
  '%j does not name a repository',
  (cloneUrl) => expect(parseCloneUrl(cloneUrl)).toBeUndefined(),
);
