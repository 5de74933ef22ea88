/** The number of measurements; with `--brief` a tenth of it, which shows only that the bench works. */
export const samples = (count: number): number =>
  process.argv.includes('--brief') ? Math.max(3, Math.ceil(count / 10)) : count;
