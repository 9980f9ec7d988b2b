import { minusLog1p } from "./minus-log1p.ts";

/** One of the gammas that a Dirichlet is made of, and the factor it enters a sum with. */
export interface WeightedGamma {
  readonly weight: number;
  readonly alpha: number;
}

/** Where the moment generating function of a weighted sum of gammas is least, and the sum as it looks from there. */
export interface Saddle {
  /** Logarithm of the function at its least: by Chernoff's inequality a bound of the mass beyond 0. */
  readonly exponent: number;
  readonly alphas: readonly number[];
  /** Weights after tilting; with the alphas they sum to 0. */
  readonly weights: readonly number[];
  /** What each alpha is divided by. */
  readonly divisors: readonly number[];
}

/** Two sums that agree to this agree to its square at the next step: the rule converges geometrically. */
const AGREEMENT = 1e-7;
/** Terms below this share of the first are left out. */
const SMALLEST_TERM = 1e-17;
const FIRST_STEP = 0.5;
const MOST_HALVINGS = 8;
/** A side on which so few gammas matter keeps polynomial tails, which a bent path turns into exponential ones. */
const FEW = 40;
/** Tangent of the angle between the bent path and the vertical. */
const BEND = Math.tan(Math.PI / 6);
/** Squared size up to which a logarithm is taken by its series, to that degree. */
const NEAR = 0.01;
const LAST_DEGREE = 17;
const MOST_STEPS = 100;
/** Logarithm of how near to a pole a saddle point may lie. */
const DEEPEST = 700;

/**
 * The saddle point of `prod (1 - s w_k)^(-alpha_k)` between its poles; some weights must be above 0 and some below.
 * What is solved for is the way to the pole that it lies towards, or what is left of that way, whichever is less.
 */
export function findSaddle(gammas: readonly WeightedGamma[]): Saddle {
  const drift = gammas.reduce((sum, { weight, alpha }) => sum + weight * alpha, 0);
  const all = gammas.map(({ weight }) => weight);
  const pole = drift > 0 ? Math.min(...all) : Math.max(...all);
  const alphas = gammas.map(({ alpha }) => alpha);
  const ratios = all.map((weight) => weight / pole);
  /** Value and slope of the derivative, over the pole's weight, with `1 - s w_k` as divisors. */
  const derivative = (divisorOf: (k: number) => number): readonly [number, number] => {
    let [value, slope] = [0, 0];
    for (let k = 0; k < ratios.length; k++) {
      const part = (ratios[k] as number) / divisorOf(k);
      value += (alphas[k] as number) * part;
      slope += (alphas[k] as number) * part * part;
    }
    return [value, slope];
  };
  const goneBy = (share: number) => (k: number) => 1 - share * (ratios[k] as number);
  const leftBy = (share: number) => (k: number) => (pole - (all[k] as number)) / pole + share * (ratios[k] as number);
  let share: number;
  let divisorOf: (k: number) => number;
  if (derivative(goneBy(0.5))[0] >= 0) {
    share = rootOf((gone) => derivative(goneBy(gone)), 0, 0.5);
    divisorOf = goneBy(share);
  } else {
    // In the logarithm, since next to the pole the derivative is close to a power.
    const logarithm = rootOf(
      (depth) => {
        const [value, slope] = derivative(leftBy(Math.exp(-depth)));
        return [value, slope * Math.exp(-depth)];
      },
      Math.LN2,
      DEEPEST,
    );
    const left = Math.exp(-logarithm);
    share = 1 - left;
    divisorOf = leftBy(left);
  }
  const divisors = all.map((_, k) => divisorOf(k));
  const weights = all.map((weight, k) => weight / (divisors[k] as number));
  let exponent = 0;
  for (let k = 0; k < alphas.length; k++) {
    const divisor = divisors[k] as number;
    const part = (share * (ratios[k] as number)) / divisor;
    // log(divisor) is -log(1 + part); the parts themselves sum to 0 and are left out before they can cancel.
    exponent -= (alphas[k] as number) * (Math.abs(part) < 0.1 ? minusLog1p(part) : part + Math.log(divisor));
  }
  return { exponent, alphas, weights, divisors };
}

/**
 * Root of an increasing function given with its slope, by Newton's method in a shrinking bracket; where a step does
 * little, by halving the bracket's logarithm.
 */
function rootOf(f: (x: number) => readonly [number, number], from: number, to: number): number {
  let [low, high, x, before] = [from, to, from, Infinity];
  for (let step = 0; step < MOST_STEPS; step++) {
    const [value, slope] = f(x);
    if (value >= 0 && x === from) return x;
    if (value < 0) low = x;
    else high = x;
    const newton = x - value / slope;
    const quick = Math.abs(value) < before / 4 && newton >= low && newton <= high;
    const next = quick ? newton : low > 0 ? Math.sqrt(low * high) : high / 2;
    if (Math.abs(next - x) <= 2e-16 * Math.abs(next)) return next;
    [x, before] = [next, Math.abs(value)];
  }
  return x;
}

/**
 * Density at `x` of `sum(amount_k * phi_k)` with Dirichlet shares, for gammas weighted with `amount_k - x`, over
 * `e^exponent`. Inverts the characteristic function along a hyperbola through the saddle point, on which nothing
 * oscillates, by the trapezoidal rule.
 *
 * @see Trefethen, Weideman, The exponentially convergent trapezoidal rule, SIAM Review 56 (2014)
 */
export function densityOverBound(saddle: Saddle): number {
  const path = choosePath(saddle);
  let step = FIRST_STEP;
  let total = (0.5 * termAt(saddle, path, 0).value + sumFrom(saddle, path, step, step)) * step;
  for (let halving = 0; halving < MOST_HALVINGS; halving++) {
    const refined = total / 2 + (sumFrom(saddle, path, step / 2, step) * step) / 2;
    const difference = Math.abs(refined - total);
    total = refined;
    step /= 2;
    if (difference <= AGREEMENT * Math.abs(refined)) break;
  }
  return total / Math.PI;
}

interface Path {
  /** Length over which the path leaves the saddle. */
  readonly scale: number;
  /** To the right above 0, to the left below. */
  readonly bend: number;
}

/**
 * Where few gammas matter on the side with the smaller alphas, their polynomial tails would have to be followed far out
 * while the other side's gammas oscillate; on a path bent towards the few, the others fall exponentially.
 */
function choosePath({ alphas, weights }: Saddle): Path {
  const left = sideOf(-1, alphas, weights);
  const right = sideOf(1, alphas, weights);
  const [fewer, direction] = right.alpha < left.alpha ? [right, 1] : [left, -1];
  return {
    scale: Math.min(1 / Math.sqrt(left.variance + right.variance), 1 / Math.max(left.largest, right.largest)),
    // Gammas of one size that would have this mean and variance.
    bend: fewer.mean ** 2 / fewer.variance < FEW ? direction * BEND : 0,
  };
}

function sideOf(sign: 1 | -1, alphas: readonly number[], weights: readonly number[]) {
  const side = { alpha: 0, mean: 0, variance: 0, largest: 0 };
  for (let k = 0; k < weights.length; k++) {
    const weight = sign * (weights[k] as number);
    if (weight <= 0) continue;
    const alpha = alphas[k] as number;
    side.alpha += alpha;
    side.mean += alpha * weight;
    side.variance += alpha * weight * weight;
    side.largest = Math.max(side.largest, weight);
  }
  return side;
}

function sumFrom(saddle: Saddle, path: Path, from: number, step: number): number {
  const negligible = SMALLEST_TERM * termAt(saddle, path, 0).modulus;
  let sum = 0;
  for (let position = from; ; position += step) {
    const { value, modulus } = termAt(saddle, path, position);
    sum += value;
    if (!(modulus > negligible)) return sum;
  }
}

/** The integrand at a position of the path; by symmetry its real part is all that is needed. */
function termAt({ alphas, weights, divisors }: Saddle, { scale, bend }: Path, position: number) {
  const sine = Math.sinh(position);
  const cosine = Math.cosh(position);
  const re = scale * bend * (cosine - 1);
  const im = scale * sine;
  let [logModulus, angle, gainRe, gainIm] = [0, 0, 0, 0];
  let [near, nearSize, far, farSize] = [0, 0, 0, 0];
  for (let k = 0; k < alphas.length; k++) {
    const alpha = alphas[k] as number;
    const weight = weights[k] as number;
    const [x, y] = [re * weight, im * weight];
    const squared = x * x + y * y;
    if (squared < NEAR) {
      const [a, b] = log1MinusPlus(x, y);
      logModulus -= alpha * a;
      angle -= alpha * b;
      near += alpha * weight;
      nearSize += alpha * Math.abs(weight);
    } else {
      logModulus -= (alpha * Math.log1p(squared - 2 * x)) / 2;
      angle -= alpha * Math.atan2(-y, 1 - x);
      far += alpha * weight;
      farSize += alpha * Math.abs(weight);
    }
    const share = alpha / ((divisors[k] as number) * (1 - 2 * x + squared));
    gainRe += share * (1 - x);
    gainIm += share * y;
  }
  // Near linear parts were left out; all together sum to 0, so they are known from either side.
  const linear = nearSize < farSize ? near : -far;
  const modulus = Math.exp(logModulus + re * linear) * scale;
  const [cos, sin] = [Math.cos(angle + im * linear), Math.sin(angle + im * linear)];
  const valueRe = gainRe * cos - gainIm * sin;
  const valueIm = gainRe * sin + gainIm * cos;
  return {
    value: modulus * (valueRe * cosine + valueIm * bend * sine),
    modulus: modulus * (Math.abs(gainRe) + Math.abs(gainIm)) * (cosine + Math.abs(bend * sine)),
  };
}

/** `log(1 - z) + z` for small `z = x + iy`, by its series, which does not lose digits. */
function log1MinusPlus(x: number, y: number): readonly [number, number] {
  let [re, im] = [1 / LAST_DEGREE, 0];
  for (let degree = LAST_DEGREE - 1; degree >= 2; degree--) {
    [re, im] = [1 / degree + re * x - im * y, re * y + im * x];
  }
  const [squareRe, squareIm] = [x * x - y * y, 2 * x * y];
  return [im * squareIm - re * squareRe, -re * squareIm - im * squareRe];
}
