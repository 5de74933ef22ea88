import path from 'node:path';
import { SAMPLE } from '../local/git/remotes.ts';
import { DEFAULT_PORT, STATE_DIRECTORY } from '../local/running-stack.ts';
import type { Stack } from '../local/stack.ts';

/** What to try with a stack that has just started, in commands for the directory that it was started from. */
export function whatNext({ url, awsUrl, credentials, remotes }: Stack, stateDirectory: string): string {
  const shown = (file: string) => path.relative(process.cwd(), file) || '.';
  // The stand-ins' port is the gateway's and one more, but for port 0; the commands reckon so from what they are told.
  const port = String(Number(new URL(awsUrl).port) - 1);
  const where =
    (port === DEFAULT_PORT ? '' : ` --port ${port}`) +
    (stateDirectory === STATE_DIRECTORY ? '' : ` --state ${shown(stateDirectory)}`);
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
    'Start a build by the HTTP API, which is also to try in a browser:',
    `  TOKEN=$(npm run --silent token -- create --name try --projects ${SAMPLE} --actions start,read --refs main${where})`,
    `  curl -H "Authorization: Bearer $TOKEN" --json '{"ref":"main"}' ${url}/projects/${SAMPLE}/builds`,
    `  ${url}/docs`,
    '',
    ...others.flatMap(({ name, path: remote }) => [
      `Push ${name} from your repository, and look at its badge:`,
      `  git push ${remote} HEAD`,
      `  ${url}/badges/${name}.svg`,
      '',
    ]),
    'Serve a repository of your own, which itself is not touched:',
    '  npm start -- --repo ../my-repo',
    '',
    'What the functions log, with who started, stopped and retried builds by the API:',
    `  tail -f ${shown(path.join(stateDirectory, 'functions.log'))}`,
    '',
    `Ask the CodeBuild of this machine (the secret key is in ${shown(path.join(stateDirectory, 'credentials.json'))}):`,
    `  AWS_ACCESS_KEY_ID=${credentials.accessKeyId} AWS_SECRET_ACCESS_KEY=… AWS_DEFAULT_REGION=us-east-1 \\`,
    `    aws --endpoint-url ${awsUrl} codebuild list-builds-for-project --project-name ${SAMPLE}`,
    '',
    'Ctrl-C stops everything.',
  ].join('\n');
}
