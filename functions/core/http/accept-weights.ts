/** The entries of any Accept header with their weights: "br, gzip;q=0.5" (RFC 9110, 12.4.2). */
export const acceptWeights = (header: string): ReadonlyMap<string, number> =>
  new Map(header.slice(0, 500).split(',').map(readWeight));

/** "gzip;q=0.5" */
function readWeight(entry: string): [name: string, weight: number] {
  const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.slice('q='.length));
  return [name, Number.isFinite(weight) ? weight : 0];
}
