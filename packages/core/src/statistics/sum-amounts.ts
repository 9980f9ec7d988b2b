import type { AmountSums } from "./variant-statistics.ts";

/** Above what amounts are cut (winsorised), so that a few huge ones do not decide. */
export type AmountCap =
  /** Share of the non-zero amounts of all arms together that stays as it is, for example 0.99. */
  | { readonly percentile: number; readonly amount?: never }
  /** The largest amount, in major units. */
  | { readonly amount: number; readonly percentile?: never };

/**
 * Sums amounts per unit into the `revenue` of each arm, cutting those above the cap. One cap holds for all arms: a cap
 * of each arm's own would move their difference. A percentile is the smallest amount that has at least that share of
 * the non-zero amounts at or below it.
 *
 * @param arms - Net revenue of each converting unit, in major units, a list for each arm.
 * @throws RangeError for a percentile outside (0, 1].
 *
 * @example
 * const [control, challenger] = sumAmounts([[10, 20, 5000], [15, 25]], { amount: 500 });
 * control?.capped; // { units: 1, amount: 500 }
 */
export function sumAmounts(arms: readonly (readonly number[])[], cap?: AmountCap): AmountSums[] {
  const limit = cap ? limitOf(arms, cap) : Infinity;
  return arms.map((amounts) => ({
    sum: amounts.reduce((sum, amount) => sum + Math.min(amount, limit), 0),
    sumOfSquares: amounts.reduce((sum, amount) => sum + Math.min(amount, limit) ** 2, 0),
    ...(cap ? { capped: { units: amounts.filter((amount) => amount > limit).length, amount: limit } } : {}),
  }));
}

function limitOf(arms: readonly (readonly number[])[], cap: AmountCap): number {
  if (cap.amount !== undefined) return cap.amount;
  if (!(cap.percentile > 0 && cap.percentile <= 1))
    throw new RangeError(`percentile must be above 0 and at most 1, ${cap.percentile} given; the 99th is 0.99`);
  const ascending = arms
    .flat()
    .filter((amount) => amount !== 0)
    .sort((a, b) => a - b);
  return ascending[Math.max(0, Math.ceil(cap.percentile * ascending.length) - 1)] ?? Infinity;
}
