/** Half-open `[from, to)` between 0 and 1. */
export type BucketRange = readonly [from: number, to: number];

/** Equal shares for so many variations, as GrowthBook gives them where it has no usable weights. */
export function equalWeights(count: number): readonly number[] {
  return count > 0 ? new Array<number>(count).fill(1 / count) : [];
}

/**
 * Each variation's range under GrowthBook's rule: variations follow each other by cumulative weight, and each keeps
 * the first part of its band, as long as coverage says. The additions are GrowthBook's own, in its order, so that
 * the ends of the ranges are the same to the last bit.
 *
 * @param coverage Clamped to 0 to 1. @default 1
 * @param weights Shares that add up to 1, give or take 0.01; anything else counts as equal weights.
 */
export function bucketRanges(
  count: number,
  coverage: number | null | undefined,
  weights: readonly number[] | null | undefined,
): readonly BucketRange[] {
  const share = Math.min(Math.max(coverage ?? 1, 0), 1);
  let start = 0;
  return usableWeights(count, weights).map((weight) => {
    const from = start;
    start += weight;
    return [from, from + share * weight];
  });
}

/** The weights that GrowthBook goes by: the given ones, or equal weights where they are missing or do not fit. */
export function usableWeights(count: number, weights: readonly number[] | null | undefined): readonly number[] {
  if (weights?.length !== count) return equalWeights(count);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total < 0.99 || total > 1.01 ? equalWeights(count) : weights;
}

/** The position of the first range that holds the value, or -1. */
export function chooseVariation(value: number, ranges: readonly BucketRange[]): number {
  for (let index = 0; index < ranges.length; index++) {
    const range = ranges[index] as BucketRange;
    if (value >= range[0] && value < range[1]) return index;
  }
  return -1;
}
