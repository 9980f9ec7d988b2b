import { chiSquaredUpperTail } from "./special/chi-squared-upper-tail.ts";

/** Whether traffic arrived as planned. */
export interface SampleRatio {
  readonly chiSquared: number;
  readonly degreesOfFreedom: number;
  /** Probability of so large a deviation if the planned weights were at work. */
  readonly pValue: number;
  /** Visitors that the planned weights would have sent to each arm. */
  readonly expected: readonly number[];
  /** Visitors that came. */
  readonly arrived: readonly number[];
}

/** Visitors of an arm while one set of weights was in use. */
export interface ArmArrivals {
  readonly visitors: number;
  /** @default 1 */
  readonly weight?: number;
}

/**
 * Pearson's chi-squared test of arrivals against planned weights. Where weights changed, what was expected is summed
 * over the epochs. Arms of weight 0 leave the test, and traffic in them is not judged here. Null where there is nothing
 * to test: no visitors, or fewer than two weighted arms.
 *
 * @param epochs - For each set of weights, every arm in the same order.
 * @see https://en.wikipedia.org/wiki/Pearson%27s_chi-squared_test
 */
export function sampleRatio(...epochs: readonly (readonly ArmArrivals[])[]): SampleRatio | null {
  const expected = (epochs[0] ?? []).map(() => 0);
  const arrived = expected.map(() => 0);
  for (const arms of epochs) {
    const weighted = arms.filter(({ weight = 1 }) => weight > 0);
    const visitors = weighted.reduce((sum, arm) => sum + arm.visitors, 0);
    const weights = weighted.reduce((sum, { weight = 1 }) => sum + weight, 0);
    arms.forEach(({ weight = 1, visitors: came }, arm) => {
      if (weight === 0) return;
      expected[arm] = (expected[arm] as number) + (visitors * weight) / weights;
      arrived[arm] = (arrived[arm] as number) + came;
    });
  }
  const tested = expected.filter((count) => count > 0).length;
  if (tested < 2) return null;
  const chiSquared = expected.reduce(
    (sum, planned, arm) => (planned > 0 ? sum + ((arrived[arm] as number) - planned) ** 2 / planned : sum),
    0,
  );
  const degreesOfFreedom = tested - 1;
  const pValue = chiSquaredUpperTail(chiSquared, degreesOfFreedom);
  return { chiSquared, degreesOfFreedom, pValue, expected, arrived };
}
