import { isObject } from "./value-at.ts";

/**
 * Below 0 when the first value comes first, NaN when there is no order: text by UTF-16 units, everything else as
 * numbers, where null counts as 0. Objects and lists have no order.
 */
export function compareValues(a: unknown, b: unknown): number {
  const [first, second] = [a, b] as [number, number];
  if (isObject(a) || isObject(b) || !(first <= second || first >= second)) return Number.NaN;
  return Number(first > second) - Number(first < second);
}

/** What the names of the comparing operators ask of an order. */
export const HOLDS: Readonly<Record<string, (order: number) => boolean>> = {
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
};
