import { PricewrightError } from "../../errors/pricewright-error.ts";
import { compareAll } from "../compare-all.ts";
import type { Posterior } from "../posteriors/posterior.ts";

/** How {@link banditWeights} spreads traffic. */
export interface BanditWeightsOptions {
  /**
   * Least share of every arm, from 0 to one divided by the number of arms.
   *
   * @default 0
   */
  readonly floor?: number;
  /**
   * Share of draws that go to the best arm rather than to its closest rival (top-two Thompson sampling), from 0 to 1.
   * Left out, all do.
   *
   * @default 1
   */
  readonly topTwo?: number;
}

/**
 * Shares of traffic for the next period that sum to 1. Thompson sampling's shares are exactly the probabilities of
 * being best, so nothing is drawn: the same data gives the same weights.
 *
 * @throws PricewrightError `invalid-bandit` when the floor or the top-two share is out of range.
 *
 * @see Russo, Simple Bayesian algorithms for best-arm identification, https://arxiv.org/abs/1602.08448
 */
export function banditWeights(
  posteriors: readonly Posterior[],
  { floor = 0, topTwo = 1 }: BanditWeightsOptions = {},
): number[] {
  const arms = posteriors.length;
  if (!(floor >= 0 && floor * arms <= 1 && topTwo >= 0 && topTwo <= 1)) {
    throw new PricewrightError(
      "invalid-bandit",
      `A floor of ${floor} with ${arms} arms or a top-two share of ${topTwo} cannot be had; give a floor of at most ${1 / arms} and a share from 0 to 1.`,
    );
  }
  const best = compareAll(posteriors).map(({ probabilityBest }) => probabilityBest);
  const shares = best.map((probability, arm) => {
    const asRival = best.reduce(
      (sum, leader, other) => (other === arm || leader >= 1 ? sum : sum + (leader * probability) / (1 - leader)),
      0,
    );
    return topTwo * probability + (1 - topTwo) * asRival;
  });
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => floor + (1 - arms * floor) * (share / total));
}
