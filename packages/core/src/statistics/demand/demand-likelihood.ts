import { type DemandParameters, sigmoid } from "./demand-posterior.ts";

/** Counts at one price. */
export interface DemandData {
  /** The price in units of the mean tested price. */
  readonly x: number;
  readonly visitors: number;
  readonly conversions: number;
}

/**
 * How the log likelihood changes when intercept and slope move away from a reference. With a shift d of the predictor it
 * is `conversions * d - visitors * log(1 + c (e^d - 1))`, c being the reference's conversion; where most buy, the same
 * is said of those who do not. Near the mode the terms cancel, but none is larger than it must be.
 */
export function logLikelihoodFrom(
  data: readonly DemandData[],
  { intercept, slope }: DemandParameters,
): (interceptShift: number, slopeShift: number) => number {
  const terms = data.map(({ x, visitors, conversions }) => {
    const predictor = intercept - slope * x;
    const sign = 2 * conversions > visitors ? -1 : 1;
    return {
      x,
      visitors,
      sign,
      count: sign > 0 ? conversions : visitors - conversions,
      rate: sigmoid(sign * predictor),
    };
  });
  return (interceptShift, slopeShift) => {
    let sum = 0;
    for (let index = 0; index < terms.length; index++) {
      const { x, visitors, sign, count, rate } = terms[index] as (typeof terms)[number];
      const shift = sign * (interceptShift - slopeShift * x);
      const normaliser = shift > 500 ? shift + Math.log(rate) : Math.log1p(rate * Math.expm1(shift));
      sum += count * shift - visitors * normaliser;
    }
    return sum;
  };
}
