import type { DemandPoint } from "./demand-point.ts";
import { type CurveShape, maximumLikelihood } from "./maximum-likelihood.ts";

/** A demand curve of another shape, fitted to the same counts. */
export interface CurveFit {
  readonly curve: "linear" | "exponential";
  /** Twice the log likelihood that the curve lacks against one rate for each price; 0 with two prices. */
  readonly deviance: number;
  /** The price that earns the most on this curve; null where sales do not fall with the price. */
  readonly bestPrice: number | null;
}

const LINEAR: CurveShape = { conversion: (value) => value, range: [0, 1] };
const EXPONENTIAL: CurveShape = { conversion: Math.exp, range: [-40, 0] };
/** In units of the highest tested price: further out a curve is flat. */
const FLAT = 1e6;

/**
 * Linear demand `a - b p`, which earns the most at `(a / b + cost) / 2`, and exponential demand `exp(a - b p)`, which
 * earns the most at `cost + 1 / b`, by maximum likelihood. Through two prices both go exactly, so that they show how much
 * hangs on the shape.
 */
export function fitCurves(points: readonly DemandPoint[], unitCost: number): CurveFit[] {
  const highest = (points.at(-1) as DemandPoint).price;
  const sold = points.some(({ conversions }) => conversions > 0);
  const linear = maximumLikelihood(points, LINEAR);
  const exponential = maximumLikelihood(points, EXPONENTIAL);
  const bounded = exponential.intercept - exponential.slope * highest > EXPONENTIAL.range[0] + 1;
  const place = (price: number, { slope }: { readonly slope: number }) =>
    sold && slope > 0 && price < FLAT * highest ? price : null;
  return [
    {
      curve: "linear",
      deviance: linear.deviance,
      bestPrice: place((linear.intercept / linear.slope + unitCost) / 2, linear),
    },
    {
      curve: "exponential",
      deviance: exponential.deviance,
      bestPrice: bounded ? place(unitCost + 1 / exponential.slope, exponential) : null,
    },
  ];
}
