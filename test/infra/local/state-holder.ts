import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const MODULE = pathToFileURL(join(import.meta.dirname, '../../../infra/local/state-directory.ts')).href;

/** Another process, which has opened a state directory. */
export async function stateHolder(path: string): Promise<ChildProcess> {
  const program = `
    import { openStateDirectory } from ${JSON.stringify(MODULE)};
    await openStateDirectory(${JSON.stringify(path)});
    console.log('open');
    process.stdin.resume();`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}
