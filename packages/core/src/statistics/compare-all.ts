import { expectation } from "./posteriors/expectation.ts";
import type { Posterior } from "./posteriors/posterior.ts";
import { mergePanels, visitNodes } from "./quadrature/integrate.ts";

/** How one arm stands among all of them. */
export interface Standing {
  /** Probability that this arm's number is the largest. */
  readonly probabilityBest: number;
  /** Expected shortfall against the best arm when this one is chosen; in the posterior's unit, 0 or more. */
  readonly expectedLoss: number;
}

/**
 * Compares all arms at once, exactly: `probabilityBest_i` is the integral of the other arms' distribution
 * functions over arm i's density, and `expectedLoss_i` the integral of `F_i (1 - prod F_j)`, which equals
 * `E[max] - mean_i` but cannot cancel below 0. Both are taken over the union of all
 * panels. The probabilities
 * are divided by their sum, which differs from 1 by the error of the quadrature: below 1e-12, except where values lie
 * so close to a bound of their range that neighbouring doubles are far apart, as when all of 100 million visitors buy.
 *
 * @see https://www.evanmiller.org/bayesian-ab-testing.html for the two-arm closed form of the first
 */
export function compareAll(posteriors: readonly Posterior[]): Standing[] {
  const panels = mergePanels(...posteriors.map((posterior) => posterior.panels));
  const best = posteriors.map((posterior, index) => {
    const others = posteriors.filter((_, other) => other !== index);
    return expectation(posterior, (x) => productOfCdfs(others, x), { panels: () => panels });
  });
  const loss = posteriors.map(() => 0);
  const below = posteriors.map(() => 0);
  visitNodes(panels, (x, weight) => {
    for (let arm = 0; arm < posteriors.length; arm++) below[arm] = (posteriors[arm] as Posterior).cdf(x);
    for (let arm = 0; arm < posteriors.length; arm++) {
      const own = below[arm] as number;
      if (own === 0) continue;
      let others = 1;
      for (let other = 0; other < below.length; other++) if (other !== arm) others *= below[other] as number;
      loss[arm] = (loss[arm] as number) + weight * own * (1 - others);
    }
  });
  const sum = best.reduce((total, probability) => total + probability, 0);
  return posteriors.map((_, index) => ({
    probabilityBest: (best[index] as number) / sum,
    expectedLoss: loss[index] as number,
  }));
}

function productOfCdfs(posteriors: readonly Posterior[], x: number): number {
  let product = 1;
  for (let arm = 0; arm < posteriors.length && product > 0; arm++) product *= (posteriors[arm] as Posterior).cdf(x);
  return product;
}
