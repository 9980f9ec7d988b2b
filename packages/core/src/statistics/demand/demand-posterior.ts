import { visitNodes } from "../quadrature/integrate.ts";
import { type TabulatedDensity, tabulateDensity } from "../quadrature/tabulated-density.ts";

/** How many visitors bought at one price. */
export interface DemandPoint {
  /** Above 0. */
  readonly price: number;
  readonly visitors: number;
  readonly conversions: number;
}

/** The slope at one node of the quadrature, and what is known of the intercept there. */
export interface DemandSlice {
  readonly slope: number;
  /** Probability of the node: density times quadrature weight. */
  readonly mass: number;
  /** Quadrature weight of the node. */
  readonly weight: number;
  /** Posterior density of the slope. */
  readonly density: number;
  readonly intercept: TabulatedDensity;
  /** Mode and standard deviation of the intercept. */
  readonly mode: number;
  readonly deviation: number;
}

/** Standard deviation of both priors: the intercept is normal, the slope half-normal. */
const PRIOR_DEVIATION = 5;
const TAIL_DEPTH = 40;
const PANELS_A_SIDE = 12;

/**
 * The posterior of `conversion = sigmoid(a - b * price / mean tested price)` as a list of slices in `b`, each with the
 * exact conditional of `a`. Log-concave in both, so each tail is found by bisection.
 */
export function demandPosterior(points: readonly DemandPoint[], meanPrice: number): DemandSlice[] {
  const scaled = points.map(({ price, visitors, conversions }) => ({ x: price / meanPrice, visitors, conversions }));
  const logLikelihood = (a: number, b: number): number =>
    scaled.reduce((sum, { x, visitors, conversions }) => {
      const eta = a - b * x;
      return sum + conversions * eta - visitors * softplus(eta);
    }, 0) -
    (a * a + b * b) / (2 * PRIOR_DEVIATION ** 2);
  const conditional = (b: number) => {
    const mode = maximize((a) => logLikelihood(a, b), -60, 60);
    const peak = logLikelihood(mode, b);
    const drop = (a: number) => logLikelihood(a, b) - peak;
    const range = { from: edge(drop, mode, -60), to: edge(drop, mode, 60), split: mode };
    return { peak, mode, drop, range };
  };
  const marginal = (b: number) => {
    const { peak, mode, drop, range } = conditional(b);
    const intercept = tabulateDensity((a) => Math.exp(drop(a)), { ...range, widest: Infinity, tolerance: 1e-12 });
    const deviation = Math.sqrt(intercept.expectation((a) => (a - mode) ** 2));
    return { logMass: peak + Math.log(intercept.mass), intercept, mode, deviation };
  };
  const profile = (b: number) => conditional(b).peak;
  const mode = maximize(profile, 0, 60);
  const top = profile(mode);
  const fall = (b: number) => profile(b) - top;
  const from = mode <= 1e-9 ? 0 : fall(0) > -TAIL_DEPTH ? 0 : edge(fall, mode, 0);
  const to = edge(fall, mode, 80);
  const nodes: ({ slope: number; weight: number } & ReturnType<typeof marginal>)[] = [];
  visitNodes([...split(from, mode), ...split(mode, to).slice(1)], (slope, weight) => {
    nodes.push({ slope, weight, ...marginal(slope) });
  });
  const highest = Math.max(...nodes.map(({ logMass }) => logMass));
  const total = nodes.reduce((sum, { weight, logMass }) => sum + weight * Math.exp(logMass - highest), 0);
  return nodes.map(({ logMass, ...slice }) => {
    const density = Math.exp(logMass - highest) / total;
    return { ...slice, density, mass: slice.weight * density };
  });
}

/** `log(1 + e^x)` without overflow. */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

/** The maximum of a concave function on an interval, by golden section. */
function maximize(f: (x: number) => number, from: number, to: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  let [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
  let [atLeft, atRight] = [f(left), f(right)];
  for (let step = 0; step < 60; step++) {
    if (atLeft >= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - ratio * (high - low);
      atLeft = f(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + ratio * (high - low);
      atRight = f(right);
    }
  }
  return (low + high) / 2;
}

/** Where a log density that is 0 at the mode has fallen by {@link TAIL_DEPTH}, on the way to `bound`. */
function edge(fall: (x: number) => number, mode: number, bound: number): number {
  let [inside, outside] = [mode, bound];
  for (let step = 0; step < 40; step++) {
    const middle = (inside + outside) / 2;
    if (fall(middle) > -TAIL_DEPTH) inside = middle;
    else outside = middle;
  }
  return outside;
}

function split(from: number, to: number): number[] {
  if (to <= from) return [to];
  return Array.from({ length: PANELS_A_SIDE + 1 }, (_, index) => from + ((to - from) * index) / PANELS_A_SIDE);
}
