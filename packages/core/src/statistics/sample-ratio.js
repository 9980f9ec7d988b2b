/// <reference path="./jstat.d.ts" />
import jStat from "jstat";
/**
 * Pearson's chi-squared test of arrivals against planned weights. Arms of weight 0 leave the test, and traffic
 * in them is not judged here. Null where there is nothing to test: no visitors, or fewer than two weighted arms.
 *
 * @see https://en.wikipedia.org/wiki/Pearson%27s_chi-squared_test
 */
export function sampleRatio(arms) {
  const weighted = arms.filter(({ weight = 1 }) => weight > 0);
  const visitors = weighted.reduce((sum, arm) => sum + arm.visitors, 0);
  const weights = weighted.reduce((sum, { weight = 1 }) => sum + weight, 0);
  if (weighted.length < 2 || visitors === 0) return null;
  const expected = arms.map(({ weight = 1 }) => (visitors * weight) / weights);
  const chiSquared = arms.reduce((sum, arm, index) => {
    const planned = expected[index];
    return planned > 0 ? sum + (arm.visitors - planned) ** 2 / planned : sum;
  }, 0);
  const degreesOfFreedom = weighted.length - 1;
  const pValue = Math.max(0, 1 - jStat.chisquare.cdf(chiSquared, degreesOfFreedom));
  return { chiSquared, degreesOfFreedom, pValue, expected };
}
