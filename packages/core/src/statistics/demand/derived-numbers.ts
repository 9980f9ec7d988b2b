import { type DemandPosterior, sigmoid } from "./demand-posterior.ts";
import type { DerivedNumber } from "./derived-density.ts";

/** A step of a predictor over which the square of its exponential is smooth enough for the trapezoidal rule. */
const SMOOTH = 0.18;

/** The predictor `a - b x`, of which conversion at the relative price x is the sigmoid. */
export function predictorAt(posterior: DemandPosterior, x: number): DerivedNumber {
  const { centre, pivot, pivotVariance, slopeVariance } = posterior;
  const lever = x - pivot;
  const variance = pivotVariance + lever ** 2 * slopeVariance;
  const start = centre.intercept - centre.slope * x;
  const level = (value: number) => ({
    start: centre.slope - ((lever * slopeVariance) / variance) * (value - start),
    step: Math.sqrt((slopeVariance * pivotVariance) / variance),
    least: 0,
    widest: (2 * SMOOTH) / Math.max(2, x),
    at: (slope: number) => ({ intercept: value + slope * x, slope, logArea: 0 }),
  });
  return { start, step: Math.sqrt(variance), level };
}

/**
 * Logarithm of `b (1 - conversion)` at the relative price x; times x it is the elasticity with its sign turned. With u
 * the predictor at x, the level curve is `b = e^value (1 + e^u)`.
 */
export function logSteepness(posterior: DemandPosterior, x: number): DerivedNumber {
  const slope = likelySlope(posterior);
  const start = Math.log(slope * (1 - sigmoid(posterior.centre.intercept - slope * x)));
  const level = (value: number) => ({
    ...levelStart(posterior, Math.exp(value), x),
    at: (u: number) => {
      const b = Math.exp(value) * (1 + Math.exp(u));
      return { intercept: u + b * x, slope: b, logArea: Math.log(b) };
    },
  });
  return { start, step: relativeStep(posterior), level };
}

/**
 * Logarithm of what the best price adds to the cost, both relative. The best price x of cost k solves
 * `b (x - k) (1 - conversion) = 1`; with u the predictor there, `b = (1 + e^u) / (x - k)`.
 */
export function logBestMarkup(posterior: DemandPosterior, cost: number): DerivedNumber {
  const slope = likelySlope(posterior);
  // The odds w at the best price solve w + log w = a - b k - 1.
  const exponent = posterior.centre.intercept - slope * cost - 1;
  let logOdds = exponent > 1 ? Math.log(exponent) : exponent;
  for (let step = 0; step < 20; step++) {
    const odds = Math.exp(logOdds);
    logOdds -= (odds + logOdds - exponent) / (odds + 1);
  }
  const level = (value: number) => {
    const markup = Math.exp(value);
    return {
      ...levelStart(posterior, 1 / markup, cost + markup),
      at: (u: number) => {
        const odds = 1 + Math.exp(u);
        const b = odds / markup;
        return { intercept: u + odds + b * cost, slope: b, logArea: Math.log(b * odds) };
      },
    };
  };
  return { start: Math.log((1 + Math.exp(logOdds)) / slope), step: relativeStep(posterior), level };
}

/** A slope that is surely above 0. */
function likelySlope({ centre, slopeVariance }: DemandPosterior): number {
  return Math.max(centre.slope, Math.sqrt(slopeVariance) / 2);
}

function relativeStep(posterior: DemandPosterior): number {
  return Math.min(1, Math.sqrt(posterior.slopeVariance) / likelySlope(posterior));
}

/** Where on the curve `b = least (1 + e^u)` the predictor u at x likely is: not where the slope is far too steep. */
function levelStart(posterior: DemandPosterior, least: number, x: number) {
  const { centre, pivot, pivotVariance } = posterior;
  const predictor = centre.intercept - centre.slope * pivot - least * (x - pivot);
  const steepest = Math.max(0, Math.log((2 * likelySlope(posterior)) / least));
  return {
    start: Math.min(steepest, Math.max(-60, predictor)),
    step: Math.sqrt(pivotVariance),
    widest: SMOOTH,
  };
}
