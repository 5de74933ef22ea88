/** The number of rounds of a random test: a sample in `npm test`, a hundred times as many in `npm run soak`. */
export const rounds = (sample: number): number => sample * Number(process.env['PUSHLIGHT_SOAK'] ?? 1);
