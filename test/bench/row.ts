/** One measured line of `npm run bench`. */
export interface Row {
  readonly what: string;
  /** The value with its unit: "12.4 ms". */
  readonly ours: string;
  readonly peer?: string;
  /** Ours divided by the peer's, or by the target if there is no peer. */
  readonly ratio?: number;
  readonly target?: string;
  /** Absent if there is no target. */
  readonly met?: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The value that so many percent of the values do not exceed. */
export const percentile = (values: readonly number[], percent: number): number =>
  values.toSorted((one, other) => one - other)[Math.ceil((values.length * percent) / 100) - 1]!;

export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
