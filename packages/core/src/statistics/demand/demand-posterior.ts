import { type DemandData, logLikelihoodFrom } from "./demand-likelihood.ts";

/** Posterior of the two parameters of a demand curve: its density anywhere, and roughly where it lies. */
export interface DemandPosterior {
  /** Logarithm of the density, 0 at the centre. Minus infinity where the slope is below 0. */
  readonly logDensity: (intercept: number, slope: number) => number;
  /** The mode, or next to it. */
  readonly centre: DemandParameters;
  /** Relative price at which the predictor is nearly independent of the slope. */
  readonly pivot: number;
  /** Approximate variances of the predictor at the pivot, and of the slope. */
  readonly pivotVariance: number;
  readonly slopeVariance: number;
}

/** Parameters of `conversion = sigmoid(intercept - slope * relative price)`. */
export interface DemandParameters {
  readonly intercept: number;
  readonly slope: number;
}

/** Precision of both priors: the intercept is normal, the slope half-normal, each of standard deviation 5. */
const PRIOR_PRECISION = 1 / 25;
/** Far beyond where the prior leaves anything. */
const MOST_SLOPE = 1e6;
const MOST_STEPS = 60;

/**
 * The posterior of `conversion = sigmoid(a - b x)`, x being prices in units of their mean. Its mode is found by Newton's
 * method; the density is written as a difference from the mode, so that no digits are lost with many visitors.
 */
export function demandPosterior(data: readonly DemandData[]): DemandPosterior {
  const centre = findMode(data);
  const likelihood = logLikelihoodFrom(data, centre);
  const { aa, ab, bb } = information(data, centre);
  return {
    centre,
    logDensity: (intercept, slope) => {
      if (!(slope >= 0 && slope < MOST_SLOPE)) return -Infinity;
      const [da, db] = [intercept - centre.intercept, slope - centre.slope];
      const prior = da * (intercept + centre.intercept) + db * (slope + centre.slope);
      return likelihood(da, db) - (prior * PRIOR_PRECISION) / 2;
    },
    pivot: ab / aa,
    pivotVariance: 1 / aa,
    slopeVariance: 1 / (bb - (ab * ab) / aa),
  };
}

/** Newton's method, steps cut until they climb, and slid along the edge where the slope would fall below 0. */
function findMode(data: readonly DemandData[]): DemandParameters {
  let at: DemandParameters = { intercept: 0, slope: 0 };
  for (let step = 0; step < MOST_STEPS; step++) {
    const { a, b } = gradient(data, at);
    const { aa, ab, bb } = information(data, at);
    const determinant = aa * bb - ab * ab;
    let da = (bb * a + ab * b) / determinant;
    let db = (ab * a + aa * b) / determinant;
    if (at.slope + db <= 0) {
      db = -at.slope;
      da = (a + ab * db) / aa;
    }
    const climb = logLikelihoodFrom(data, at);
    const gain = (share: number): number => {
      const [moveA, moveB] = [share * da, share * db];
      const prior = moveA * (2 * at.intercept + moveA) + moveB * (2 * at.slope + moveB);
      return climb(moveA, moveB) - (prior * PRIOR_PRECISION) / 2;
    };
    let share = 1;
    while (share > 1e-9 && !(gain(share) >= 0)) share /= 2;
    at = { intercept: at.intercept + share * da, slope: Math.max(0, at.slope + share * db) };
    if (Math.abs(da) + Math.abs(db) < 1e-9) break;
  }
  return at;
}

function gradient(data: readonly DemandData[], { intercept, slope }: DemandParameters): { a: number; b: number } {
  let [a, b] = [-intercept * PRIOR_PRECISION, -slope * PRIOR_PRECISION];
  for (const { x, visitors, conversions } of data) {
    const residual = conversions - visitors * sigmoid(intercept - slope * x);
    a += residual;
    b -= residual * x;
  }
  return { a, b };
}

/** The observed information `[[aa, -ab], [-ab, bb]]` with the priors' share. */
function information(data: readonly DemandData[], { intercept, slope }: DemandParameters) {
  let [aa, ab, bb] = [PRIOR_PRECISION, 0, PRIOR_PRECISION];
  for (const { x, visitors } of data) {
    const conversion = sigmoid(intercept - slope * x);
    const weight = visitors * conversion * (1 - conversion);
    aa += weight;
    ab += weight * x;
    bb += weight * x * x;
  }
  return { aa, ab, bb };
}

/** `1 / (1 + e^-x)`. */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
