import { chiSquaredTail } from "./chi-squared-tail.ts";
import type { DemandPoint } from "./demand-point.ts";
import { sigmoid } from "./demand-posterior.ts";
import { maximumLikelihood } from "./maximum-likelihood.ts";

/** Whether the counts look as if they came from a logit curve. */
export interface GoodnessOfFit {
  /** Twice the log likelihood that the best logit curve lacks against one rate for each price. */
  readonly deviance: number;
  /** Prices beyond the two that fix a curve. */
  readonly degreesOfFreedom: number;
  /** Probability of so large a deviance if demand does follow a logit curve. */
  readonly pValue: number;
}

const SHAPE = { conversion: sigmoid, range: [-40, 40] } as const;

/**
 * Tests the logit curve by its deviance, which is nearly chi-squared where every price has some five sales. Null with two
 * prices, through which a curve always goes.
 *
 * @see https://en.wikipedia.org/wiki/Deviance_(statistics)
 */
export function goodnessOfFit(points: readonly DemandPoint[]): GoodnessOfFit | null {
  const degreesOfFreedom = points.length - 2;
  if (degreesOfFreedom < 1) return null;
  const { deviance } = maximumLikelihood(points, SHAPE);
  return { deviance, degreesOfFreedom, pValue: chiSquaredTail(deviance, degreesOfFreedom) };
}
