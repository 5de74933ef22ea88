import { keyOf, nameOf } from './shape/correction.ts';
import type { YamlPath } from './yaml/yaml-source.ts';

/** What is wrong with a credential in the URL at a path, and what to do. */
export function urlCredential(path: YamlPath): { readonly reason: string; readonly change: string } {
  const instead = keyOf(path) === 'location' ? ', then connect CodeBuild to the Git host instead' : '';
  return {
    reason: `${nameOf(path)} contains a URL with a credential, which everyone who can read this file can see`,
    change: `remove the credential from the URL and revoke it${instead}`,
  };
}
