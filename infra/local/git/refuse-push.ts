import { readFile } from 'node:fs/promises';
import { findService } from '../service-file.ts';
import { SETTINGS_FILE, type DeliverySettings } from './remote.ts';

/**
 * The pre-receive hook of a local remote: refuses a push with all its refs while no service is running to deliver it
 * to. Git would not send the same commits a second time, so nobody would ever build them. Bundled like deliver-push.ts.
 */
const { stateDirectory } = JSON.parse(await readFile(SETTINGS_FILE, 'utf8')) as DeliverySettings;
if (!(await findService(stateDirectory))) {
  console.log('Pushlight is not running, so nothing was pushed: run npm start, then push again.');
  process.exitCode = 1;
}
