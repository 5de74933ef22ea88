import type { Row } from './row.ts';

/** US dollars, us-east-1, as published in 2025; to be changed with them. */
const PRICES = {
  lambdaPerMillion: 0.2,
  /** arm64 */
  lambdaPerGigabyteSecond: 0.0000133334,
  httpApiPerMillion: 1,
  /** An eventually consistent read of a small row is half of one. */
  readUnitsPerMillion: 0.125,
  cloudFrontPerMillion: 1,
  cloudFrontPerGigabyte: 0.085,
};
/** serverless.yml's memorySize of `badge`. */
const GIGABYTES = 0.5;
/** A read over a kept connection within a region, by experience: a bench has no AWS. */
const TABLE_READ_MS = 4;
/** Views that a CDN answers by itself, of a badge that is looked at a few times a second. */
const CDN_HITS = 0.95;
/** Headers and body of an answer. */
const HEADER_BYTES = 500;

interface Measured {
  readonly handlerMilliseconds: number;
  /** Of a badge as sent. */
  readonly bytes: number;
}

/** What a million views of warm badges cost on AWS, without and with a CDN in front. */
export function viewCosts({ handlerMilliseconds, bytes }: Measured): readonly Row[] {
  // Lambda bills whole milliseconds.
  const seconds = Math.ceil(TABLE_READ_MS + handlerMilliseconds) / 1000;
  const origin =
    PRICES.lambdaPerMillion +
    1e6 * seconds * GIGABYTES * PRICES.lambdaPerGigabyteSecond +
    PRICES.httpApiPerMillion +
    PRICES.readUnitsPerMillion / 2;
  const transfer = (1e6 * (bytes + HEADER_BYTES) * PRICES.cloudFrontPerGigabyte) / 1e9;
  const cdn = PRICES.cloudFrontPerMillion + transfer + (1 - CDN_HITS) * origin;
  return [
    { what: 'a million views on AWS', ours: dollars(origin) },
    { what: `the same behind a CDN that answers ${CDN_HITS * 100} %`, ours: dollars(cdn) },
    { what: 'of which API, function and table', ours: dollars((1 - CDN_HITS) * origin) },
  ];
}

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;
