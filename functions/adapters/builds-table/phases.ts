import * as v from 'valibot';
import type { PhaseRecord } from '../../core/builds/build-record.ts';

/** Without key names, a build's phases take 0.6 KB: DynamoDB bills writes per KB. */
const written = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(v.tuple([v.string(), v.nullable(v.string()), v.nullable(v.number()), v.nullable(v.number())])),
);

export const writePhases = (phases: readonly PhaseRecord[]): string =>
  JSON.stringify(
    phases.map(({ type, status, startedAt, endedAt }): v.InferOutput<typeof written>[number] => [
      type,
      status ?? null,
      startedAt ?? null,
      endedAt ?? null,
    ]),
  );

/** Undefined for a value that `writePhases` never writes. */
export function readPhases(value: string | undefined): readonly PhaseRecord[] | undefined {
  const read = v.safeParse(written, value);
  if (!read.success) return undefined;
  return read.output.map(([type, status, startedAt, endedAt]) => ({
    type,
    ...(status !== null && { status }),
    ...(startedAt !== null && { startedAt }),
    ...(endedAt !== null && { endedAt }),
  }));
}
