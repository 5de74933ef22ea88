export type PrintLine = (line: string) => void;

/** The longest time without a line, in milliseconds. */
const SILENCE = 30_000;

/** Prints lines with the seconds since the start, and a line whenever nothing was printed for a while. */
export async function withProgress<T>(run: (say: PrintLine) => Promise<T>): Promise<T> {
  const started = Date.now();
  const say: PrintLine = (line) => {
    console.log(`${String(Math.round((Date.now() - started) / 1000)).padStart(4)} s  ${line}`);
    silence.refresh();
  };
  const silence = setInterval(() => say('  still working'), SILENCE);
  try {
    return await run(say);
  } finally {
    clearInterval(silence);
  }
}
