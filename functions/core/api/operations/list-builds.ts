import { refKind } from '../../ref.ts';
import { NOT_FOUND, refuse, type ApiResponse } from '../api-response.ts';
import type { ApiPorts } from '../api-ports.ts';
import type { Call } from '../call.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { describeBuild } from './describe-build.ts';
import { namedRef } from './named-ref.ts';
import { DEFAULT_LIMIT, refuseCursor } from './pages.ts';
import { visibleProject } from './visible-project.ts';

/** How many rows one read returns. A page of builds with one status may need several reads. */
const READ = 100;
const MOST_READS = 5;

export async function listBuilds(call: Call<'listBuilds'>, { configuration, rows }: ApiPorts): Promise<ApiResponse> {
  const project = visibleProject(call.path['project'] ?? '', call, configuration);
  if (!project) return NOT_FOUND;
  const { limit = DEFAULT_LIMIT, cursor, status } = call.query;
  const ref = call.query.ref === undefined ? undefined : listedRef(call.query.ref);
  if (ref === '')
    return refuse(
      'invalid-request',
      'ref: must be a branch, a tag or a pull request, for example main, refs/tags/v1 or refs/pull/7/head.',
    );
  let before = cursor === undefined ? undefined : readNumber(cursor);
  if (before === 0) return refuseCursor();

  const found = [];
  let more = true;
  for (let read = 0; more && found.length <= limit && read < MOST_READS; read += 1) {
    const asked = status === undefined ? limit + 1 : READ;
    const records = await rows.list(project.name, { ref, before, limit: Math.min(asked, READ) });
    found.push(...records.filter((record) => status === undefined || record.status === status));
    more = records.length === Math.min(asked, READ);
    before = records.at(-1)?.number;
  }
  const page = found.slice(0, limit);
  const next = found.length > limit ? page.at(-1)?.number : more ? before : undefined;
  return {
    status: 200,
    json: { builds: page.map(describeBuild), ...(next !== undefined && { nextCursor: writeCursor(String(next)) }) },
  };
}

const listedRef = (name: string): string => (refKind(name) === 'pull request' ? name : (namedRef(name) ?? ''));

/** The build number in a cursor; 0 for a cursor that is not ours. */
function readNumber(cursor: string): number {
  const position = readCursor(cursor) ?? '';
  return /^[1-9]\d{0,11}$/.test(position) ? Number(position) : 0;
}
