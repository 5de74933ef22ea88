/** Masks values in binary strings, which have one byte per character. */
export interface Mask {
  readonly hidesNothing: boolean;
  apply(text: string): string;
}

/** Shorter lines of a multi-line value are not masked: a single bracket is not a secret. */
const SHORTEST_LINE = 4;

/**
 * Replaces the values with `***`, as CodeBuild does for those from Parameter Store and Secrets Manager. Logs are
 * written line by line, so each line of a multi-line value is masked.
 * Source: https://docs.aws.amazon.com/codebuild/latest/userguide/data-protection.html
 */
export function createMask(values: readonly string[]): Mask {
  const hidden = values
    .flatMap((value) => {
      const lines = value.split(/\r?\n/);
      return lines.length === 1 ? lines : lines.filter((line) => line.trim().length >= SHORTEST_LINE);
    })
    .filter((value) => value !== '')
    // A value that contains another one is masked as a whole.
    .sort((a, b) => b.length - a.length)
    .map((value) => Buffer.from(value).toString('latin1'));
  return {
    hidesNothing: hidden.length === 0,
    apply: (text) => hidden.reduce((masked, value) => masked.replaceAll(value, '***'), text),
  };
}
