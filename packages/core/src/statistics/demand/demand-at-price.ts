import { credibleInterval, type Interval, REPORT_LEVEL } from "../interval.ts";
import type { TabulatedDensity } from "../quadrature/tabulated-density.ts";
import { type DemandPosterior, sigmoid } from "./demand-posterior.ts";
import { derivedDensity } from "./derived-density.ts";
import { logSteepness, predictorAt } from "./derived-numbers.ts";

/** A number that follows from the fitted curve. */
export interface DemandEstimate {
  /** Mean over the posterior. */
  readonly mean: number;
  /** Central 95 % interval. */
  readonly interval: Interval;
}

/** Demand at one price. */
export interface DemandAtPrice {
  readonly price: number;
  readonly conversion: DemandEstimate;
  /** Change of conversion in percent for a change of the price by one percent. */
  readonly elasticity: DemandEstimate;
  readonly revenuePerVisitor: DemandEstimate;
  readonly marginPerVisitor: DemandEstimate;
}

/** Units of the fit. */
export interface DemandUnits {
  readonly meanPrice: number;
  readonly unitCost: number;
}

/** Distribution of the curve's linear predictor at a price. */
export function predictorTable(
  posterior: DemandPosterior,
  price: number,
  { meanPrice }: DemandUnits,
): TabulatedDensity {
  return derivedDensity(posterior, predictorAt(posterior, price / meanPrice));
}

/** Conversion, elasticity, revenue and margin at a price, tested or not. */
export function demandAtPrice(
  posterior: DemandPosterior,
  price: number,
  units: DemandUnits,
  predictor: TabulatedDensity = predictorTable(posterior, price, units),
): DemandAtPrice {
  const { meanPrice, unitCost } = units;
  const x = price / meanPrice;
  const conversion = estimate(predictor, sigmoid);
  const steepness = estimate(derivedDensity(posterior, logSteepness(posterior, x)), Math.exp);
  return {
    price,
    conversion,
    elasticity: scaled(steepness, -x),
    revenuePerVisitor: scaled(conversion, price),
    marginPerVisitor: scaled(conversion, price - unitCost),
  };
}

/** Mean and interval of an increasing function of a number. */
function estimate(table: TabulatedDensity, increasing: (value: number) => number): DemandEstimate {
  const [low, high] = credibleInterval(table, REPORT_LEVEL);
  return { mean: table.expectation(increasing), interval: [increasing(low), increasing(high)] };
}

function scaled({ mean, interval: [low, high] }: DemandEstimate, factor: number): DemandEstimate {
  const ends = [low * factor, high * factor] as const;
  return { mean: mean * factor, interval: factor < 0 ? [ends[1], ends[0]] : ends };
}
