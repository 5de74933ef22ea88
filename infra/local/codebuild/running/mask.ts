/** Hides values in texts that hold a byte in each character. */
export interface Mask {
  readonly hidesNothing: boolean;
  apply(text: string): string;
}

/** Shorter lines of a value of several lines hide nothing: a bracket alone is no secret. */
const SHORTEST_LINE = 4;

/**
 * Puts `***` in place of the values, as CodeBuild does for those of the Parameter Store and Secrets Manager. Logs come
 * by the line: of a value of several lines each is hidden.
 * Source: https://docs.aws.amazon.com/codebuild/latest/userguide/data-protection.html
 */
export function createMask(values: readonly string[]): Mask {
  const hidden = values
    .flatMap((value) => {
      const lines = value.split(/\r?\n/);
      return lines.length === 1 ? lines : lines.filter((line) => line.trim().length >= SHORTEST_LINE);
    })
    .filter((value) => value !== '')
    // A value that holds another is hidden as a whole.
    .sort((a, b) => b.length - a.length)
    .map((value) => Buffer.from(value).toString('latin1'));
  return {
    hidesNothing: hidden.length === 0,
    apply: (text) => hidden.reduce((masked, value) => masked.replaceAll(value, '***'), text),
  };
}
