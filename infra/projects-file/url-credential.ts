import { nameOf } from './shape/correction.ts';
import type { YamlPath } from './yaml/yaml-source.ts';

/** What is wrong with a credential in the URL at a path, and what to do. */
export function urlCredential(path: YamlPath): { readonly reason: string; readonly change: string } {
  const name = nameOf(path);
  const instead = name === 'location' ? ', and connect CodeBuild to the host instead' : '';
  return {
    reason: `${name} contains a URL with a credential, which everyone who can read this file can see`,
    change: `remove it from the URL and revoke it${instead}`,
  };
}
