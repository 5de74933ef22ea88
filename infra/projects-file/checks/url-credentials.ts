import { hideCredentials } from '../../findings/hide-credentials.ts';
import { textsIn } from '../texts-in.ts';
import { urlCredential } from '../url-credential.ts';
import type { YamlPath } from '../yaml/yaml-source.ts';
import { finding, type CheckedProject, type CheckFinding } from './check.ts';

export function* checkUrlCredentials({ project, buildspec }: CheckedProject): Iterable<CheckFinding> {
  for (const { path, text } of textsIn(project)) {
    if (hideCredentials(text) === text || isReadElsewhere(path)) continue;
    const { reason, change } = urlCredential(path);
    yield finding('credential-in-url', { project: path }, reason, change);
  }
  for (const { path, text } of textsIn({ phases: buildspec?.phases ?? {} })) {
    if (hideCredentials(text) === text) continue;
    yield finding(
      'credential-in-url',
      { buildspec: path },
      'this command contains a URL with a credential, which everyone who can read the buildspec can see',
      'revoke the credential, store a new one in Parameter Store as a SecureString, and read that through env.parameter-store',
    );
  }
}

/** Plain variables have their own check. A link is public, so it is also an error in existing projects. */
const isReadElsewhere = ([first, second]: YamlPath): boolean =>
  first === 'link' || second === 'environmentVariables' || (first === 'source' && second === 'buildspec');
