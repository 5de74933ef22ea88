import type { Delivery } from './provider.ts';

/** The first of these headers that a delivery contains. */
export const firstHeader = ({ headers }: Delivery, names: readonly string[] = []): string | undefined =>
  names.map((name) => headers[name]).find((value) => value !== undefined);
