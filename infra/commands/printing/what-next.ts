import { accessSync, constants, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { badgeUrl } from '../../../functions/core/badge-list/badge-url.ts';
import { projectPath } from '../../../functions/core/page-path.ts';
import type { Remote } from '../../local/git/remote.ts';
import { SAMPLE } from '../../local/git/remotes.ts';
import { STATE_DIRECTORY } from '../../local/running-service.ts';
import { shellWord } from '../../local/shell-word.ts';
import type { LocalService } from '../../local/local-service.ts';
import { shownPath } from '../../shown-path.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..', '..');

/** What to try with a service that has just started, as commands for the user's folder. */
export function whatNext(
  { url, awsUrl, credentials, remotes }: LocalService,
  stateDirectory: string,
  folder = process.cwd(),
): string {
  const shown = (file: string): string => shellWord(shownPath(file, folder));
  const inState = (name: string): string => shown(path.join(stateDirectory, name));
  const state = stateDirectory === STATE_DIRECTORY ? '' : ` --state ${shown(stateDirectory)}`;
  const npm = isInside(folder, ROOT) ? 'npm' : `npm --prefix ${shown(ROOT)}`;
  const sample = remotes.find(({ name }) => name === SAMPLE)!;
  const clone = shown(newFolder('my-sample', folder));
  const others = remotes.filter((remote) => remote !== sample);
  const badge = ({ name, branch }: Remote) => badgeUrl({ name, badge: { branch } }, url);
  return [
    '',
    "Break the sample's test, push it, and see why its build fails:",
    `  git clone ${shown(sample.path)} ${clone}`,
    `  echo 'export const greeting = () => "Go away!";' > ${clone}/greeting.js`,
    `  git -C ${clone} commit -am "Break the greeting" && git -C ${clone} push`,
    'Repair it, and see the whole log of the newest build:',
    `  git -C ${clone} revert --no-edit HEAD && git -C ${clone} push`,
    `  ${npm} run logs -- ${SAMPLE}${state}`,
    '',
    'Its badge, as a README shows it:',
    `  ${badge(sample)}`,
    'Its page, where the badge leads:',
    `  ${url}${projectPath(SAMPLE)}`,
    '',
    'Start a build through the HTTP API, which you can also try in a browser:',
    `  TOKEN=$(${npm} run --silent token -- create --name try --projects ${SAMPLE} --actions start,read --refs main${state})`,
    `  curl -H "Authorization: Bearer $TOKEN" --json '{"ref":"main"}' ${url}/projects/${SAMPLE}/builds`,
    `  ${url}/docs`,
    '',
    ...others.flatMap((remote) => [
      `Push ${remote.name} from your repository, and look at its badge:`,
      `  git push ${shellWord(remote.path)} HEAD`,
      `  ${badge(remote)}`,
      `Stop serving ${remote.name}: press Ctrl-C, remove its clone, and start again`,
      `  rm -rf ${shown(remote.path)}`,
      '',
    ]),
    'Serve a repository of your own, which itself stays unchanged:',
    `  ${npm} start -- --repo ../my-repo${state}`,
    '',
    'Follow the log of the functions, including who started, stopped and retried builds through the API:',
    `  tail -f ${inState('functions.log')}`,
    '',
    `Query the CodeBuild of this machine; the secret key is read from its file:`,
    `  AWS_ACCESS_KEY_ID=${credentials.accessKeyId} AWS_SESSION_TOKEN= \\`,
    `    AWS_SECRET_ACCESS_KEY=$(node -p 'JSON.parse(fs.readFileSync(process.argv[1])).secretAccessKey' ${inState('credentials.json')}) \\`,
    `    aws --region us-east-1 --endpoint-url ${awsUrl} codebuild list-builds-for-project --project-name ${SAMPLE}`,
    '',
    'Ctrl-C stops everything.',
  ].join('\n');
}

const isInside = (folder: string, top: string): boolean => folder === top || folder.startsWith(top + path.sep);

/** The folder for a clone, never in our own checkout, where lint and tests would find it. */
function newFolder(name: string, near: string): string {
  const outside = isInside(near, ROOT) ? path.dirname(ROOT) : near;
  const parent = isWritable(outside) ? outside : tmpdir();
  let folder = path.join(parent, name);
  for (let number = 2; existsSync(folder); number += 1) folder = path.join(parent, `${name}-${number}`);
  return folder;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
