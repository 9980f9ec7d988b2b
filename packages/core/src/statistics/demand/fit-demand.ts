import { credibleInterval, type Interval } from "../interval.ts";
import { checkDemand } from "./check-demand.ts";
import { curvePrices } from "./curve-prices.ts";
import { type DemandAtPrice, type DemandUnits, demandAtPrice, predictorTable } from "./demand-at-price.ts";
import { type DemandPoint, mergePoints } from "./demand-point.ts";
import { type DemandPosterior, demandPosterior } from "./demand-posterior.ts";
import { derivedDensity } from "./derived-density.ts";
import { logBestMarkup } from "./derived-numbers.ts";
import { type CurveFit, fitCurves } from "./fit-curves.ts";
import { type GoodnessOfFit, goodnessOfFit } from "./goodness-of-fit.ts";

/** What {@link fitDemand} may be told. */
export interface FitDemandOptions {
  /**
   * What one sale costs; the best price then earns the most margin.
   *
   * @default 0
   */
  readonly unitCost?: number;
  /**
   * Whether to compute demand at 41 prices for a drawing; it takes several times as long as the rest.
   *
   * @default false
   */
  readonly curve?: boolean;
}

/** What the tested prices say about all others, if demand follows a logit curve. */
export interface DemandFit {
  /** Posterior means of the curve's parameters, prices in units of the mean tested price. */
  readonly intercept: number;
  readonly slope: number;
  /** By ascending price. */
  readonly atTestedPrices: readonly DemandAtPrice[];
  /** At 41 prices, ascending; empty unless it was asked for. */
  readonly curve: readonly DemandAtPrice[];
  /** The price that earns the most: median and 80 % interval. */
  readonly bestPrice: { readonly median: number; readonly interval80: Interval };
  readonly probabilityBestAbove: number;
  readonly probabilityBestBelow: number;
  /** The next price to test: the median, cut to 25 % outside what was tested. */
  readonly nextPrice: { readonly price: number; readonly cut: boolean };
  /** How well a logit curve fits; null with two prices, which cannot test it. */
  readonly goodnessOfFit: GoodnessOfFit | null;
  /** Other curves fitted to the same counts: how much hangs on the shape. */
  readonly alternatives: readonly CurveFit[];
  /** Always said: two prices cannot test the curve. */
  readonly assumption: "logit-demand";
}

/** How far outside the tested prices a proposal may lie. */
const FURTHEST = 0.25;

/**
 * Fits `conversion = sigmoid(a - b * price / mean tested price)` with priors a ~ N(0, 5^2) and b ~ half-normal(5), by
 * deterministic quadrature, and derives conversion, elasticity, revenue and margin with 95 % intervals, and the price
 * that earns the most per visitor.
 *
 * @throws PricewrightError `invalid-demand` when fewer than two different prices were tested or counts are impossible.
 * @example
 * fitDemand([
 *   { price: 39, visitors: 202_517, conversions: 4030 },
 *   { price: 59, visitors: 113_918, conversions: 1772 },
 * ]).nextPrice; // { price: 73.75, cut: true }
 */
export function fitDemand(
  points: readonly DemandPoint[],
  { unitCost = 0, curve = false }: FitDemandOptions = {},
): DemandFit {
  checkDemand(points, unitCost);
  const merged = mergePoints(points);
  const prices = merged.map(({ price }) => price);
  const meanPrice = prices.reduce((sum, price) => sum + price, 0) / prices.length;
  const units = { meanPrice, unitCost };
  const posterior = demandPosterior(merged.map(({ price, ...counts }) => ({ x: price / meanPrice, ...counts })));
  const [lowest, highest] = [prices[0] as number, prices.at(-1) as number];
  const best = bestPriceDistribution(posterior, units);
  const median = best.quantile(0.5);
  const interval80 = credibleInterval(best, 0.8);
  const next = Math.min(highest * (1 + FURTHEST), Math.max(lowest * (1 - FURTHEST), median));
  const predictors = prices.map((price) => predictorTable(posterior, price, units));
  // The predictor is linear in the price, and so is its mean.
  const [first, last] = [0, -1].map((end) => predictors.at(end)?.expectation((value) => value)) as [number, number];
  const slope = (first - last) / (highest / meanPrice - lowest / meanPrice);
  return {
    intercept: first + slope * (lowest / meanPrice),
    slope,
    atTestedPrices: prices.map((price, index) => demandAtPrice(posterior, price, units, predictors[index])),
    curve: curve ? curvePrices(lowest, highest, interval80).map((price) => demandAtPrice(posterior, price, units)) : [],
    bestPrice: { median, interval80 },
    probabilityBestAbove: 1 - best.cdf(highest),
    probabilityBestBelow: best.cdf(lowest),
    nextPrice: { price: next, cut: next !== median },
    goodnessOfFit: goodnessOfFit(merged),
    alternatives: fitCurves(merged, unitCost),
    assumption: "logit-demand",
  };
}

/** Distribution of the price that earns the most. */
function bestPriceDistribution(posterior: DemandPosterior, { meanPrice, unitCost }: DemandUnits) {
  const markup = derivedDensity(posterior, logBestMarkup(posterior, unitCost / meanPrice));
  return {
    cdf: (price: number) => (price > unitCost ? markup.cdf(Math.log((price - unitCost) / meanPrice)) : 0),
    quantile: (p: number) => unitCost + meanPrice * Math.exp(markup.quantile(p)),
  };
}
