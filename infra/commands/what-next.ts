import path from 'node:path';
import { SAMPLE } from '../local/git/remotes.ts';
import type { Stack } from '../local/stack.ts';

/** What to try with a stack that has just started, in commands for the directory that it was started from. */
export function whatNext({ url, awsUrl, credentials, remotes }: Stack, stateDirectory: string): string {
  const shown = (file: string) => path.relative(process.cwd(), file) || '.';
  const sample = remotes.find(({ name }) => name === SAMPLE)!;
  const others = remotes.filter((remote) => remote !== sample);
  return [
    '',
    'Change the sample and push it:',
    `  git clone ${shown(sample.path)} my-sample && cd my-sample`,
    `  echo "// a change" >> greeting.js && git commit -am "A change" && git push`,
    '',
    'Its badge, also for a branch:',
    `  ${url}/badges/${SAMPLE}.svg   ${url}/badges/${SAMPLE}.svg?branch=main`,
    '',
    ...others.flatMap(({ name, path: remote }) => [
      `Push ${name} from your repository:`,
      `  git push ${remote} HEAD   # ${url}/badges/${name}.svg`,
      '',
    ]),
    'Serve a repository of your own, which itself is not touched:',
    '  npm start -- --repo ../my-repo',
    '',
    `Ask the CodeBuild of this machine (the secret key is in ${shown(path.join(stateDirectory, 'credentials.json'))}):`,
    `  AWS_ACCESS_KEY_ID=${credentials.accessKeyId} AWS_SECRET_ACCESS_KEY=… AWS_DEFAULT_REGION=us-east-1 \\`,
    `    aws --endpoint-url ${awsUrl} codebuild list-builds-for-project --project-name ${SAMPLE}`,
    '',
    'Ctrl-C stops everything.',
  ].join('\n');
}
