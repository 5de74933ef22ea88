import { createTables } from '../../infra/local/tables/tables.ts';
import { startStandIns, temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { TABLES } from './start-world.ts';

/** The deployed builds table, under the name "builds", behind the stand-ins. */
export async function startBuildsTable() {
  const directory = await temporaryDirectory();
  const tables = await createTables({ specs: [{ ...TABLES[0]!, TableName: 'builds' }] });
  const standIns = await startStandIns(directory.path, [tables]);
  return {
    directory: directory.path,
    standIns,
    async stop(): Promise<void> {
      await standIns.stop();
      await tables.stop();
      await directory.remove();
    },
  };
}
