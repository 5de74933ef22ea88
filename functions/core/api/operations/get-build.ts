import { hasEnded } from '../../builds/build-record.ts';
import { entityTag, matchesEntityTag } from '../../http/entity-tag.ts';
import { NOT_FOUND, type ApiResponse } from '../api-response.ts';
import type { ApiPorts } from '../api-ports.ts';
import type { Call } from '../call.ts';
import { describeDetails } from './describe-build.ts';
import { findBuild, type FoundBuild } from './find-build.ts';
import { waitInTurn } from '../wait-in-turn.ts';

/** The interval in milliseconds at which a waiting request reads the build's row. */
const LOOK_EVERY = 500;

export async function getBuild(call: Call<'getBuild'>, ports: ApiPorts): Promise<ApiResponse> {
  const { caller, query, headers } = call;
  const found = await findBuild(call, ports);
  if (!found) return NOT_FOUND;
  const known = headers['If-None-Match'];
  const milliseconds = (query.wait ?? 0) * 1000;
  if (
    milliseconds === 0 ||
    hasEnded(found.record) ||
    (known !== undefined && !matchesEntityTag(known, represent(found).etag))
  ) {
    return respond(found, known);
  }
  const retryAfter = await waitInTurn(caller.id, milliseconds, () => changed(found, milliseconds, ports), ports);
  if (retryAfter !== undefined) return respond(found, known, { 'retry-after': String(retryAfter) });
  const now = await findBuild(call, ports);
  return now ? respond(now, known) : NOT_FOUND;
}

/** Resolves when the build's row is newer than the build that was found, or after `milliseconds`. */
async function changed({ record }: FoundBuild, milliseconds: number, { rows, now, sleep }: ApiPorts): Promise<void> {
  const until = now() + milliseconds;
  while (now() < until) {
    await sleep(Math.min(LOOK_EVERY, until - now()));
    const row = await rows.readBuild(record.project, record.number);
    if (row?.buildId === record.buildId && row.rank > record.rank) return;
  }
}

function respond(
  found: FoundBuild,
  known: string | undefined,
  more: Readonly<Record<string, string>> = {},
): ApiResponse {
  const { json, etag } = represent(found);
  const headers = { etag, ...more };
  return known !== undefined && matchesEntityTag(known, etag)
    ? { status: 304, headers }
    : { status: 200, json, headers };
}

function represent({ record, observed }: FoundBuild): { readonly json: string; readonly etag: string } {
  const json = JSON.stringify(describeDetails(record, observed));
  return { json, etag: entityTag(json) };
}
