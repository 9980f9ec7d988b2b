import { PricewrightError, type Problem } from "../../errors/pricewright-error.ts";
import type { Interval } from "../interval.ts";
import { type DemandScale, probabilityBestAbove } from "./best-price.ts";
import { type DemandPoint, type DemandSlice, demandPosterior } from "./demand-posterior.ts";

/** What {@link fitDemand} may be told. */
export interface FitDemandOptions {
  /**
   * What one sale costs; the best price then earns the most margin.
   *
   * @default 0
   */
  readonly unitCost?: number;
}

/** Demand at one price. Means over the posterior. */
export interface DemandAtPrice {
  readonly price: number;
  readonly conversion: number;
  /** Change of conversion in percent for a change of the price by one percent. */
  readonly elasticity: number;
  readonly revenuePerVisitor: number;
  readonly marginPerVisitor: number;
}

/** What the tested prices say about all others, if demand follows a logit curve. */
export interface DemandFit {
  /** Posterior means of the curve's parameters, prices in units of the mean tested price. */
  readonly intercept: number;
  readonly slope: number;
  readonly atTestedPrices: readonly DemandAtPrice[];
  /** The price that earns the most: median and 80 % interval. */
  readonly bestPrice: { readonly median: number; readonly interval80: Interval };
  readonly probabilityBestAbove: number;
  readonly probabilityBestBelow: number;
  /** The next price to test: the median, cut to 25 % outside what was tested. */
  readonly nextPrice: { readonly price: number; readonly cut: boolean };
  /** Always said: two prices cannot test the curve. */
  readonly assumption: "logit-demand";
}

/** How far outside the tested prices a proposal may lie. */
const FURTHEST = 0.25;

/**
 * Fits `conversion = sigmoid(a - b * price / mean tested price)` with priors a ~ N(0, 5^2) and b ~ half-normal(5), by
 * deterministic quadrature, and derives elasticity and the price that earns the most per visitor.
 *
 * @throws PricewrightError `invalid-demand` when fewer than two different prices were tested or counts are impossible.
 */
export function fitDemand(points: readonly DemandPoint[], { unitCost = 0 }: FitDemandOptions = {}): DemandFit {
  checkPoints(points, unitCost);
  const prices = points.map(({ price }) => price);
  const meanPrice = prices.reduce((sum, price) => sum + price, 0) / prices.length;
  const slices = demandPosterior(points, meanPrice);
  const scale = { meanPrice, relativeCost: unitCost / meanPrice };
  const above = (price: number) => probabilityBestAbove(slices, price, scale);
  const [lowest, highest] = [Math.min(...prices), Math.max(...prices)];
  const median = quantileOfBest(above, 0.5, meanPrice);
  const [floor, ceiling] = [lowest * (1 - FURTHEST), highest * (1 + FURTHEST)];
  const next = Math.min(ceiling, Math.max(floor, median));
  return {
    intercept: expectation(slices, (a) => a),
    slope: slices.reduce((sum, { slope, mass }) => sum + mass * slope, 0),
    atTestedPrices: [...new Set(prices)]
      .sort((a, b) => a - b)
      .map((price) => atPrice(slices, price, { ...scale, unitCost })),
    bestPrice: { median, interval80: [quantileOfBest(above, 0.1, meanPrice), quantileOfBest(above, 0.9, meanPrice)] },
    probabilityBestAbove: above(highest),
    probabilityBestBelow: 1 - above(lowest),
    nextPrice: { price: next, cut: next !== median },
    assumption: "logit-demand",
  };
}

/** The posterior mean of a function of intercept and slope. */
function expectation(slices: readonly DemandSlice[], f: (a: number, b: number) => number): number {
  return slices.reduce((sum, { slope, mass, intercept }) => sum + mass * intercept.expectation((a) => f(a, slope)), 0);
}

function atPrice(
  slices: readonly DemandSlice[],
  price: number,
  { meanPrice, unitCost }: DemandScale & { readonly unitCost: number },
): DemandAtPrice {
  const x = price / meanPrice;
  const conversionAt = (a: number, b: number) => 1 / (1 + Math.exp(b * x - a));
  const conversion = expectation(slices, conversionAt);
  return {
    price,
    conversion,
    elasticity: expectation(slices, (a, b) => -b * x * (1 - conversionAt(a, b))),
    revenuePerVisitor: price * conversion,
    marginPerVisitor: (price - unitCost) * conversion,
  };
}

/** Relative accuracy of quantiles. */
const ACCURACY = 1e-10;

function quantileOfBest(above: (price: number) => number, p: number, meanPrice: number): number {
  let [low, high] = [meanPrice, meanPrice];
  while (above(low) < 1 - p) low /= 2;
  while (above(high) > 1 - p) high *= 2;
  while (high / low - 1 > ACCURACY) {
    const middle = Math.sqrt(low * high);
    if (above(middle) > 1 - p) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}

function checkPoints(points: readonly DemandPoint[], unitCost: number): void {
  const problems: Problem[] = points.flatMap(({ price, visitors, conversions }, index): Problem[] =>
    price > 0 &&
    Number.isFinite(price) &&
    Number.isSafeInteger(visitors) &&
    Number.isSafeInteger(conversions) &&
    conversions >= 0 &&
    conversions <= visitors
      ? []
      : [
          {
            path: [index],
            code: "invalid-point",
            message: `price ${price} with ${conversions} of ${visitors} cannot be; give a price above 0 and whole counts`,
          },
        ],
  );
  const different = new Set(points.map(({ price }) => price)).size;
  if (different < 2)
    problems.push({
      path: [],
      code: "too-few-prices",
      message: `demand needs at least 2 different prices, ${different} given`,
    });
  if (!(unitCost >= 0 && unitCost < Infinity))
    problems.push({ path: [], code: "invalid-cost", message: `the unit cost ${unitCost} is not 0 or more` });
  if (problems.length > 0) {
    throw new PricewrightError(
      "invalid-demand",
      `Demand cannot be fitted: ${problems.map(({ message }) => message).join("; ")}.`,
      { problems },
    );
  }
}
