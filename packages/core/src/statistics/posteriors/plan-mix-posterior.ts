import type { Posterior } from "./posterior.ts";
import { tabulatedPosterior } from "./tabulated-posterior.ts";

/** One of the things a visitor may do, not buying among them. */
export interface MixOutcome {
  /** What it brings; may be negative. */
  readonly amount: number;
  /** Its Dirichlet parameter, above 0. */
  readonly alpha: number;
}

/** The inversion is good to a tenth of this. */
const TOLERANCE = 1e-11;
/** Mass left out at either end, as a logarithm. */
const TAIL = -37;
/** Terms below this share of the first are left out. */
const SMALLEST_TERM = 1e-16;
const MOST_TERMS = 4000;

/**
 * The distribution of `sum(amount_k * phi_k)` for Dirichlet shares `phi`: revenue or margin per visitor where every
 * buyer takes one of several plans. A Dirichlet is a set of gammas over their sum, so `P(X <= x)` is the probability
 * that a weighted sum of gammas with weights `amount_k - x` is at most 0, whose density is inverted from its
 * characteristic function (Gil-Pelaez); the trapezoidal rule is exact up to the mass beyond its period (Davies).
 *
 * @see Gil-Pelaez, Note on the inversion theorem, Biometrika 38 (1951)
 * @see Davies, Numerical inversion of a characteristic function, Biometrika 60 (1973)
 */
export function planMixPosterior(outcomes: readonly MixOutcome[]): Posterior {
  const total = outcomes.reduce((sum, { alpha }) => sum + alpha, 0);
  const mean = outcomes.reduce((sum, { amount, alpha }) => sum + (amount * alpha) / total, 0);
  const spread = outcomes.reduce((sum, { amount, alpha }) => sum + ((amount - mean) ** 2 * alpha) / total, 0);
  const variance = spread / (total + 1);
  const scale = Math.sqrt(variance);
  const amounts = outcomes.map(({ amount }) => amount);
  const from = tailEnd(outcomes, mean, Math.min(...amounts));
  const to = tailEnd(outcomes, mean, Math.max(...amounts));
  const peak = densityAt(outcomes, mean) || 1 / scale;
  return tabulatedPosterior({
    mean,
    variance,
    density: (x) => Math.max(0, densityAt(outcomes, x)) / peak,
    from,
    to,
    split: mean,
    widest: 4 * scale,
    tolerance: TOLERANCE,
    coordinate: { toValue: (x) => x, toCoordinate: (x) => x, slope: () => 1 },
  });
}

/** Density at `x`, by whichever substitution makes the trapezoidal rule converge fast. */
function densityAt(outcomes: readonly MixOutcome[], x: number): number {
  const weights = outcomes.map(({ amount, alpha }) => ({ weight: amount - x, alpha }));
  const total = weights.reduce((sum, { alpha }) => sum + alpha, 0);
  return total > 40 ? evenlySpaced(weights) : logarithmicallySpaced(weights);
}

interface GammaWeight {
  readonly weight: number;
  readonly alpha: number;
}

/** The integrand of the density at `t`, without the factor `1 / pi`. */
function integrand(weights: readonly GammaWeight[], t: number): { value: number; bound: number } {
  let angle = 0;
  let logModulus = 0;
  let even = 0;
  let odd = 0;
  for (const { weight, alpha } of weights) {
    const product = weight * t;
    const squared = 1 + product * product;
    angle += alpha * Math.atan(product);
    logModulus += (alpha / 2) * Math.log(squared);
    even += alpha / squared;
    odd += (alpha * product) / squared;
  }
  const modulus = Math.exp(-logModulus);
  return { value: (Math.cos(angle) * even - Math.sin(angle) * odd) * modulus, bound: (even + Math.abs(odd)) * modulus };
}

/** Many units: the integrand is a bump of Gaussian shape, and the period covers the whole distribution. */
function evenlySpaced(weights: readonly GammaWeight[]): number {
  const mean = weights.reduce((sum, { weight, alpha }) => sum + weight * alpha, 0);
  const deviation = Math.sqrt(weights.reduce((sum, { weight, alpha }) => sum + weight * weight * alpha, 0));
  const largest = Math.max(...weights.map(({ weight }) => Math.abs(weight)));
  const step = (2 * Math.PI) / (Math.abs(mean) + 9 * deviation + 40 * largest);
  const first = integrand(weights, 0).value;
  let sum = first / 2;
  for (let term = 1; term < MOST_TERMS; term++) {
    const { value, bound } = integrand(weights, term * step);
    sum += value;
    if (bound < SMALLEST_TERM * first) break;
  }
  return (sum * step) / Math.PI;
}

/** Few units: slow decay and hardly any oscillation, so `t = e^s`. */
function logarithmicallySpaced(weights: readonly GammaWeight[]): number {
  const deviation = Math.sqrt(weights.reduce((sum, { weight, alpha }) => sum + weight * weight * alpha, 0));
  const total = weights.reduce((sum, { alpha }) => sum + alpha, 0);
  const step = 0.25 / Math.sqrt(1 + total);
  const origin = -Math.log(deviation);
  let sum = 0;
  for (const direction of [1, -1]) {
    for (let term = direction === 1 ? 0 : 1; term < MOST_TERMS; term++) {
      const t = Math.exp(origin + direction * term * step);
      const { value, bound } = integrand(weights, t);
      sum += value * t;
      if (bound * t * deviation < SMALLEST_TERM) break;
    }
  }
  return (sum * step) / Math.PI;
}

/** The value towards `bound` beyond which less than e^TAIL of the mass lies, by Chernoff's inequality. */
function tailEnd(outcomes: readonly MixOutcome[], mean: number, bound: number): number {
  let inside = mean;
  let outside = bound;
  for (let step = 0; step < 50; step++) {
    const middle = (inside + outside) / 2;
    if (logChernoff(outcomes, middle, Math.sign(bound - mean)) > TAIL) inside = middle;
    else outside = middle;
  }
  return outside;
}

/** Logarithm of an upper bound of the mass beyond `x` in a direction: the minimum of a convex function. */
function logChernoff(outcomes: readonly MixOutcome[], x: number, direction: number): number {
  const weights = outcomes.map(({ amount, alpha }) => ({ weight: direction * (amount - x), alpha }));
  const largest = Math.max(...weights.map(({ weight }) => weight));
  if (largest <= 0) return -Infinity;
  let low = 0;
  let high = (1 - 1e-12) / largest;
  const slope = (tilt: number): number =>
    weights.reduce((sum, { weight, alpha }) => sum + (alpha * weight) / (1 - tilt * weight), 0);
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (slope(middle) > 0) high = middle;
    else low = middle;
  }
  return -weights.reduce((sum, { weight, alpha }) => sum + alpha * Math.log1p(-low * weight), 0);
}
