import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { makeBadge } from 'badge-maker';
import { badgen } from 'badgen';
import { httpHandler } from '../../functions/adapters/http/api-gateway.ts';
import { BADGE_STATES } from '../../functions/core/badge/badge-state.ts';
import { RANK } from '../../functions/core/builds/build-record.ts';
import type { Project } from '../../functions/core/configuration.ts';
import { bundleFunctions } from '../../infra/package/bundle.ts';
import { alternate } from './alternate.ts';
import type { Row } from './row.ts';
import { samples } from './samples.ts';

const CALLS_PER_ROUND = 200;
const HOSTILE_LABELS = samples(100_000);
/** The error that a measurement of the heap can have. */
const FLAT_BYTES = 1_000_000;

const PASSING = { label: 'build', ...BADGE_STATES.passing };

/** Measures the whole warm handler, from event to response, with the table in memory, and the peers' rendering. */
export async function benchBadge(): Promise<readonly Row[]> {
  const directory = await mkdtemp(path.join(tmpdir(), 'pushlight-bench-'));
  try {
    return await measure(await bundledHandler(directory));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function measure(handle: Handler): Promise<readonly Row[]> {
  const times = await alternate(
    {
      badgen: () => badgen({ label: PASSING.label, status: PASSING.message, color: PASSING.color.slice(1) }),
      badgeMaker: (call) => makeBadge({ ...PASSING, label: newLabel(call) }),
      known: () => handle(badgeEvent()),
      knownBrotli: () => handle(badgeEvent({ headers: { 'accept-encoding': 'gzip, br' } })),
      unknown: (call) => handle(badgeEvent({ label: newLabel(call) })),
      unknownBrotli: (call) =>
        handle(badgeEvent({ label: newLabel(call), headers: { 'accept-encoding': 'gzip, br' } })),
    },
    CALLS_PER_ROUND,
  );
  const brotli = await handle(badgeEvent({ headers: { 'accept-encoding': 'br' } }));
  const bytes = Buffer.from(brotli.body ?? '', 'base64').length;
  const growth = await heapGrowth(handle);
  return [
    compared('a badge of a known label and state', times.known, { name: 'badgen', time: times.badgen, limit: 3 }),
    compared('a label never seen before', times.unknown, { name: 'badge-maker', time: times.badgeMaker, limit: 1 }),
    { what: 'a known label and state, in brotli', ours: microseconds(times.knownBrotli) },
    { what: 'a label never seen before, compressed when asked for', ours: microseconds(times.unknownBrotli) },
    {
      what: '"build: passing", flat, in brotli',
      ours: `${bytes} bytes`,
      ratio: bytes / 900,
      target: '900 bytes',
      met: bytes <= 900,
    },
    {
      what: `memory after ${HOSTILE_LABELS.toLocaleString('en')} different labels`,
      ours: `${(growth / 1024).toFixed(0)} KB more`,
      target: 'flat',
      met: growth < FLAT_BYTES,
    },
  ];
}

const microseconds = (milliseconds: number): string => `${(1000 * milliseconds).toFixed(1)} µs`;

interface Peer {
  readonly name: string;
  /** Milliseconds. */
  readonly time: number;
  /** The target: at most this many times the peer's. */
  readonly limit: number;
}

function compared(what: string, time: number, { name, time: peer, limit }: Peer): Row {
  const ratio = time / peer;
  return {
    what,
    ours: microseconds(time),
    peer: `${microseconds(peer)} (${name}, rendering alone)`,
    ratio,
    target: `${limit} ×`,
    met: ratio <= limit,
  };
}

/** The bytes that different labels leave on the heap, after the first have warmed it up. */
async function heapGrowth(handle: Handler): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const used = (): number => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  for (let call = 0; call < HOSTILE_LABELS / 10; call++) await handle(badgeEvent({ label: newLabel(-call) }));
  const before = used();
  for (let call = 0; call < HOSTILE_LABELS; call++) await handle(badgeEvent({ label: newLabel(call) }));
  return used() - before;
}

const newLabel = (call: number): string => `Label ${call.toString(36)}!`;

const web: Project = { name: 'web', sourceType: 'GITHUB', badge: { enabled: true } };
const build = { status: 'SUCCEEDED', rank: RANK.ended, number: 42, changedAt: 0 } as const;

type Handler = ReturnType<typeof httpHandler>;

/** The deployed bundle's badge, with a table in memory. */
async function bundledHandler(outdir: string): Promise<Handler> {
  const [bundle] = await bundleFunctions(['badge'], { outdir, compiledProjects: { hooks: [], projects: [] } });
  const { badge } = (await import(bundle!.entry)) as typeof import('../../functions/badge.ts');
  return httpHandler(() =>
    badge({
      projects: new Map([[web.name, web]]),
      readRow: async () => ({ newest: build }),
      readRows: async (keys) => keys.map(() => ({ newest: build })),
      drawnSince: 0,
    }),
  );
}

interface Asked {
  readonly label?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function badgeEvent({ label, headers = {} }: Asked = {}): APIGatewayProxyEventV2 {
  const rawQueryString = label === undefined ? 'branch=main' : `branch=main&label=${encodeURIComponent(label)}`;
  return {
    version: '2.0',
    routeKey: 'GET /badges/{file}',
    rawPath: '/badges/web.svg',
    rawQueryString,
    headers: { host: 'ci.example.com', 'user-agent': 'github-camo', ...headers },
    pathParameters: { file: 'web.svg' },
    requestContext: {
      accountId: '',
      apiId: '',
      domainName: 'ci.example.com',
      domainPrefix: 'ci',
      http: { method: 'GET', path: '/badges/web.svg', protocol: 'HTTP/1.1', sourceIp: '', userAgent: 'github-camo' },
      requestId: 'bench',
      routeKey: 'GET /badges/{file}',
      stage: '$default',
      time: '',
      timeEpoch: Date.now(),
    },
    isBase64Encoded: false,
  };
}
