import { betaPosterior } from "./beta-posterior.ts";
import { densityOverBound, findSaddle, type Saddle } from "./dirichlet-density.ts";
import { LEAST_PRIOR } from "./least-prior.ts";
import { type Place, piecewiseLogOdds } from "./piecewise-log-odds.ts";
import type { Posterior } from "./posterior.ts";
import { scaledPosterior } from "./scaled-posterior.ts";
import { tabulatedPosterior } from "./tabulated-posterior.ts";
import { tailEnd } from "./tail-end.ts";

/** One of the things a visitor may do, not buying among them. */
export interface MixOutcome {
  /** What it brings; may be negative. */
  readonly amount: number;
  /** Its Dirichlet parameter, above 0. */
  readonly alpha: number;
}

/** In log-odds between neighbouring corners. */
const WIDEST_PANEL = 1.5;
/** Next to an amount with all but so many units elsewhere, the density is a power that no polynomial follows. */
const VISIBLE_POWER = 5;
const LEAST_TOLERANCE = 1e-12;
/** Points at which the peak is looked for: where one dear plan is hardly ever sold, the mean is far from it. */
const SCANNED = 32;
/** Of the alphas beside the largest. */
const LEAST_TRACE = 0.25;
/** Logarithm of a share of the density that is left out. */
const NOTHING = 32;
/** Log-odds beyond which values run into the smallest numbers there are. */
const DEEPEST = 600;

/**
 * The distribution of `sum(amount_k * phi_k)` for Dirichlet shares `phi`: revenue or margin per visitor where every
 * buyer takes one of several plans. A Dirichlet is a set of gammas over their sum, so `P(X <= x)` is the probability
 * that a weighted sum of gammas with weights `amount_k - x` is at most 0, whose density is inverted from its
 * characteristic function.
 *
 * @see Gil-Pelaez, Note on the inversion theorem, Biometrika 38 (1951)
 */
export function planMixPosterior(outcomes: readonly MixOutcome[]): Posterior {
  const distinct = loosen(mergeEqual(outcomes));
  const [first, second, third] = distinct.toSorted((a, b) => Math.abs(a.amount) - Math.abs(b.amount));
  if (first?.amount === 0 && second && !third)
    return scaledPosterior(betaPosterior(second.alpha, first.alpha), second.amount);
  const total = distinct.reduce((sum, { alpha }) => sum + alpha, 0);
  const mean = distinct.reduce((sum, { amount, alpha }) => sum + (amount * alpha) / total, 0);
  const spread = distinct.reduce((sum, { amount, alpha }) => sum + ((amount - mean) ** 2 * alpha) / total, 0);
  const variance = spread / (total + 1);
  const inner = distinct.slice(1, -1).filter(({ alpha }) => total - alpha < VISIBLE_POWER);
  const corners = [distinct[0] as MixOutcome, ...inner, distinct.at(-1) as MixOutcome].map(({ amount }) => amount);
  // Towards a corner the density times the slope falls by the smaller of these powers.
  const power = Math.min(1, ...inner.map(({ alpha }) => total - alpha));
  const coordinate = piecewiseLogOdds(corners, mean, Math.min(DEEPEST, NOTHING / power));
  const saddleAt = (u: number): Saddle => findSaddle(weigh(distinct, coordinate.placeAt(u)));
  const scale = Math.min(1, Math.sqrt(variance) / coordinate.slope(0));
  const from = -tailEnd((distance) => saddleAt(-distance).exponent, scale);
  const to = tailEnd((distance) => saddleAt(distance).exponent, scale);
  const densityAt = (u: number): number => {
    const saddle = saddleAt(u);
    return Math.max(0, densityOverBound(saddle)) * Math.exp(saddle.exponent) * coordinate.slope(u);
  };
  const scanned = Array.from({ length: SCANNED }, (_, index) => from + ((to - from) * (index + 0.5)) / SCANNED);
  const peak = Math.max(densityAt(0), ...scanned.map(densityAt));
  // Weights are rounded, and the density with them.
  const distances = distinct.reduce((sum, { amount, alpha }) => sum + alpha * Math.abs(amount - mean), 0);
  const rounding = (Number.EPSILON * distances) / Math.sqrt(spread * total);
  return tabulatedPosterior({
    mean,
    variance,
    density: (u) => densityAt(u) / peak,
    from,
    to,
    split: 0,
    widest: WIDEST_PANEL,
    tolerance: Math.max(LEAST_TOLERANCE, 8 * rounding),
    coordinate,
  });
}

/** One outcome for each amount, ascending. */
function mergeEqual(outcomes: readonly MixOutcome[]): MixOutcome[] {
  const alphas = new Map<number, number>();
  for (const { amount, alpha } of outcomes) alphas.set(amount, (alphas.get(amount) ?? 0) + alpha);
  return [...alphas].map(([amount, alpha]) => ({ amount, alpha })).sort((a, b) => a.amount - b.amount);
}

/**
 * Where all but a trace of the alphas is at one amount, as when only plans that nobody bought bring anything, the trace
 * is raised to what the inversion can follow. The values stay within some 1 / visitors of that amount.
 */
function loosen(outcomes: readonly MixOutcome[]): readonly MixOutcome[] {
  const largest = outcomes.reduce((most, outcome) => (outcome.alpha > most.alpha ? outcome : most));
  const trace = outcomes.reduce((sum, outcome) => (outcome === largest ? sum : sum + outcome.alpha), 0);
  const least = outcomes.length === 2 ? LEAST_PRIOR : LEAST_TRACE;
  if (trace >= least) return outcomes;
  return outcomes.map((outcome) =>
    outcome === largest ? outcome : { ...outcome, alpha: (outcome.alpha * least) / trace },
  );
}

function weigh(outcomes: readonly MixOutcome[], { corner, offset }: Place) {
  return outcomes.map(({ amount, alpha }) => ({ weight: amount - corner - offset, alpha }));
}
