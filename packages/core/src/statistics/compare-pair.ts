import type { Interval } from "./interval.ts";
import { type Cumulants, roughCumulants } from "./posteriors/cumulants.ts";
import { expectation } from "./posteriors/expectation.ts";
import type { Posterior } from "./posteriors/posterior.ts";
import { mergePanels } from "./quadrature/integrate.ts";
import { solveIncreasing } from "./quadrature/solve-increasing.ts";
import { cornishFisher } from "./special/cornish-fisher.ts";
import { normalQuantile } from "./special/normal-quantile.ts";

/** Probability that the challenger's number is larger than the base's. */
export function probabilityGreater(challenger: Posterior, base: Posterior): number {
  const panels = () => mergePanels(challenger.panels, base.panels);
  return Math.min(1, expectation(challenger, base.cdf, { panels }));
}

/** Probability that `challenger - base` is at most `difference`. */
export function differenceCdf(challenger: Posterior, base: Posterior, difference: number): number {
  const panels = () =>
    mergePanels(
      base.panels,
      challenger.panels.map((x) => x - difference),
    );
  return expectation(base, (a) => challenger.cdf(a + difference), { panels });
}

/** Central interval of `challenger - base`. */
export function differenceInterval(challenger: Posterior, base: Posterior, level: number): Interval {
  return centralInterval(level, {
    cumulants: ofDifference(challenger, base, (x) => x),
    scale: Math.hypot(halfWidth(challenger), halfWidth(base)),
    lowest: (challenger.panels[0] as number) - (base.panels.at(-1) as number),
    highest: (challenger.panels.at(-1) as number) - (base.panels[0] as number),
    cdf: (difference) => differenceCdf(challenger, base, difference),
  });
}

/** Probability at or below 0 that a base may have and still be divided by. */
export const NOT_POSITIVE = 1e-6;

/**
 * Central interval of `challenger / base - 1`, from `P(B/A - 1 <= r) = integral of F_B((1 + r) a) dF_A(a)`. The
 * base must be positive with near certainty; a challenger that is too is solved for `log(1 + r)`, whose distribution
 * is far less skewed.
 */
export function relativeLiftInterval(challenger: Posterior, base: Posterior, level: number): Interval {
  const [lowest, highest] = [challenger.panels[0] as number, challenger.panels.at(-1) as number];
  const [baseLowest, baseHighest] = [
    Math.max(base.panels[0] as number, base.quantile(NOT_POSITIVE)),
    base.panels.at(-1) as number,
  ];
  if (lowest > 0) {
    const [low, high] = centralInterval(level, {
      cumulants: ofDifference(challenger, base, (x) => Math.log(Math.max(x, Math.min(lowest, baseLowest)))),
      scale: Math.hypot(halfWidth(challenger) / challenger.mean, halfWidth(base) / base.mean),
      lowest: Math.log(lowest / baseHighest),
      highest: Math.log(highest / baseLowest),
      cdf: (logarithm) => ratioCdf(challenger, base, Math.exp(logarithm)),
    });
    return [Math.expm1(low), Math.expm1(high)];
  }
  const ratio = challenger.mean / base.mean;
  const variance = (challenger.variance + ratio * ratio * base.variance) / base.mean ** 2;
  const [low, high] = centralInterval(level, {
    cumulants: { mean: ratio, variance, third: 0, fourth: 0 },
    scale: Math.hypot(halfWidth(challenger), ratio * halfWidth(base)) / base.mean,
    lowest: lowest / baseLowest,
    highest: highest / (highest > 0 ? baseLowest : baseHighest),
    cdf: (value) => ratioCdf(challenger, base, value),
  });
  return [low - 1, high - 1];
}

/** Probability that `challenger / base` is at most `ratio`. */
function ratioCdf(challenger: Posterior, base: Posterior, ratio: number): number {
  const scaled = () => (ratio === 0 ? [] : challenger.panels.map((x) => x / ratio).sort((a, b) => a - b));
  return expectation(base, (a) => challenger.cdf(ratio * a), { panels: () => mergePanels(base.panels, scaled()) });
}

/** Cumulants of `of(challenger) - of(base)`. */
function ofDifference(challenger: Posterior, base: Posterior, of: (x: number) => number): Cumulants {
  const [plus, minus] = [roughCumulants(challenger, of), roughCumulants(base, of)];
  return {
    mean: plus.mean - minus.mean,
    variance: plus.variance + minus.variance,
    third: plus.third - minus.third,
    fourth: plus.fourth + minus.fourth,
  };
}

/** Half the width of the middle 68 %, which a dear plan that is hardly ever sold does not widen as it does the variance. */
function halfWidth(posterior: Posterior): number {
  return (posterior.quantile(0.84) - posterior.quantile(0.16)) / 2;
}

interface Derived {
  readonly cumulants: Cumulants;
  /** A length over which the distribution function changes noticeably. */
  readonly scale: number;
  readonly lowest: number;
  readonly highest: number;
  readonly cdf: (value: number) => number;
}

function centralInterval(level: number, { cumulants, scale, lowest, highest, cdf }: Derived): Interval {
  const { mean, variance, third, fourth } = cumulants;
  const spread = Math.sqrt(variance);
  const shape = { skewness: third / spread ** 3, excess: fourth / variance ** 2 };
  const solve = (target: number): number => {
    const z = normalQuantile(target);
    const [standardized, slope] = cornishFisher(z, shape);
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    return solveIncreasing({
      f: cdf,
      target,
      from: lowest,
      to: highest,
      start: mean + spread * standardized,
      startSlope: density / (spread * slope),
      scale,
    });
  };
  const tail = (1 - level) / 2;
  return [solve(tail), solve(1 - tail)];
}
