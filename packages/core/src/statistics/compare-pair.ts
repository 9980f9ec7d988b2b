import type { Interval } from "./interval.ts";
import type { Posterior } from "./posteriors/posterior.ts";
import { mergePanels } from "./quadrature/integrate.ts";
import { solveIncreasing } from "./quadrature/solve-increasing.ts";

/** Probability that the challenger's number is larger than the base's. */
export function probabilityGreater(challenger: Posterior, base: Posterior): number {
  let probability = 0;
  challenger.visitMass(mergePanels(challenger.panels, base.panels), (x, mass) => {
    probability += mass * base.cdf(x);
  });
  return Math.min(1, probability);
}

/** Probability that `challenger - base` is at most `difference`. */
export function differenceCdf(challenger: Posterior, base: Posterior, difference: number): number {
  return distributionOfDifference(challenger, base)(difference)[0];
}

/** Central interval of `challenger - base`. */
export function differenceInterval(challenger: Posterior, base: Posterior, level: number): Interval {
  const spread = Math.sqrt(challenger.variance + base.variance);
  return centralInterval(level, {
    center: challenger.mean - base.mean,
    spread,
    lowest: (challenger.panels[0] as number) - (base.panels.at(-1) as number),
    highest: (challenger.panels.at(-1) as number) - (base.panels[0] as number),
    distribution: distributionOfDifference(challenger, base),
  });
}

/**
 * Central interval of `challenger / base - 1`, from `P(B/A - 1 <= r) = integral of F_B((1 + r) a) dF_A(a)`. The
 * base must be positive with near certainty; a challenger that is too is solved for `log(1 + r)`, whose distribution
 * is far less skewed.
 */
export function relativeLiftInterval(challenger: Posterior, base: Posterior, level: number): Interval {
  const [lowest, highest] = [challenger.panels[0] as number, challenger.panels.at(-1) as number];
  const [baseLowest, baseHighest] = [
    Math.max(base.panels[0] as number, base.quantile(1e-9)),
    base.panels.at(-1) as number,
  ];
  const relative = (posterior: Posterior) => posterior.variance / posterior.mean ** 2;
  if (lowest > 0) {
    const [low, high] = centralInterval(level, {
      center: Math.log(challenger.mean / base.mean),
      spread: Math.sqrt(relative(challenger) + relative(base)),
      lowest: Math.log(lowest / baseHighest),
      highest: Math.log(highest / baseLowest),
      distribution: (logarithm) => {
        const ratio = Math.exp(logarithm);
        const [cdf, density] = distributionOfRatio(challenger, base, ratio);
        return [cdf, ratio * density];
      },
    });
    return [Math.expm1(low), Math.expm1(high)];
  }
  const ratio = challenger.mean / base.mean;
  const [low, high] = centralInterval(level, {
    center: ratio,
    spread: Math.sqrt(challenger.variance + ratio * ratio * base.variance) / base.mean,
    lowest: lowest / baseLowest,
    highest: highest / baseLowest,
    distribution: (value) => distributionOfRatio(challenger, base, value),
  });
  return [low - 1, high - 1];
}

/** Distribution function and density of `challenger / base` at a ratio. */
function distributionOfRatio(challenger: Posterior, base: Posterior, ratio: number): readonly [number, number] {
  const scaled = ratio === 0 ? [] : challenger.panels.map((x) => x / ratio).sort((a, b) => a - b);
  return cdfAndDensity(mergePanels(base.panels, scaled), base, (a) => [
    challenger.cdf(ratio * a),
    a * challenger.density(ratio * a),
  ]);
}

function distributionOfDifference(challenger: Posterior, base: Posterior): Derived["distribution"] {
  return (d) => {
    const panels = mergePanels(
      base.panels,
      challenger.panels.map((x) => x - d),
    );
    return cdfAndDensity(panels, base, (a) => [challenger.cdf(a + d), challenger.density(a + d)]);
  };
}

interface Derived {
  readonly center: number;
  readonly spread: number;
  readonly lowest: number;
  readonly highest: number;
  /** Distribution function and density at a point. */
  readonly distribution: (value: number) => readonly [cdf: number, density: number];
}

function centralInterval(level: number, { center, spread, lowest, highest, distribution }: Derived): Interval {
  const solve = (target: number, start: number): number => {
    let last: readonly [number, readonly [number, number]] | undefined;
    const at = (value: number) => {
      if (last?.[0] !== value) last = [value, distribution(value)];
      return last[1];
    };
    return solveIncreasing({
      f: (x) => at(x)[0],
      derivative: (x) => at(x)[1],
      target,
      from: lowest,
      to: highest,
      start,
      scale: spread,
    });
  };
  const tail = (1 - level) / 2;
  return [solve(tail, center - 2 * spread), solve(1 - tail, center + 2 * spread)];
}

function cdfAndDensity(
  panels: readonly number[],
  base: Posterior,
  at: (a: number) => readonly [number, number],
): readonly [number, number] {
  let cdf = 0;
  let density = 0;
  base.visitMass(panels, (a, mass) => {
    const [probability, slope] = at(a);
    cdf += mass * probability;
    density += mass * slope;
  });
  return [cdf, density];
}
