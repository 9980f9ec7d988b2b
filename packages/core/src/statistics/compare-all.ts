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
  const othersBelow = (index: number, x: number): number =>
    posteriors.reduce(
      (product, other, position) => (position === index || product === 0 ? product : product * other.cdf(x)),
      1,
    );
  const best = posteriors.map((posterior, index) => {
    let probability = 0;
    posterior.visitMass(panels, (x, mass) => {
      probability += mass * othersBelow(index, x);
    });
    return probability;
  });
  const loss = posteriors.map(() => 0);
  visitNodes(panels, (x, weight) => {
    const below = posteriors.map((posterior) => posterior.cdf(x));
    below.forEach((own, index) => {
      const others = below.reduce((product, value, other) => (other === index ? product : product * value), 1);
      loss[index] = (loss[index] as number) + weight * own * (1 - others);
    });
  });
  const sum = best.reduce((total, probability) => total + probability, 0);
  return posteriors.map((_, index) => ({
    probabilityBest: (best[index] as number) / sum,
    expectedLoss: loss[index] as number,
  }));
}
