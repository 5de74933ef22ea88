export type PrintLine = (line: string) => void;

/** How long nothing may be said, in milliseconds. */
const SILENCE = 30_000;

/** Prints lines with the seconds since the start, also while nothing is said for long. */
export async function withProgress<T>(run: (say: PrintLine) => Promise<T>): Promise<T> {
  const started = Date.now();
  const say: PrintLine = (line) => {
    console.log(`${String(Math.round((Date.now() - started) / 1000)).padStart(4)} s  ${line}`);
    silence.refresh();
  };
  const silence = setInterval(() => say('  still at it'), SILENCE);
  try {
    return await run(say);
  } finally {
    clearInterval(silence);
  }
}
