import { type TabulatedDensity, tabulateDensity } from "../quadrature/tabulated-density.ts";
import type { DemandParameters, DemandPosterior } from "./demand-posterior.ts";
import { climbDensity, type DensityWindowOptions, densityPanels } from "./density-window.ts";
import { type LogIntegralOptions, logIntegral } from "./log-integral.ts";

/** A number that follows from intercept and slope, by the curves on which it is constant. */
export interface DerivedNumber extends DensityWindowOptions {
  /** The curve on which the number is `value`. */
  readonly level: (value: number) => LevelCurve;
}

/** Where a derived number has one value: a curve through the plane of intercept and slope. */
export interface LevelCurve extends LogIntegralOptions {
  readonly at: (position: number) => DemandParameters & {
    /** Logarithm of the area that a unit of the number and a unit of the position span. */
    readonly logArea: number;
  };
}

/** Share of the peak to which the density is tabulated. */
const TOLERANCE = 1e-10;
/** Widest panel, in standard deviations. */
const WIDEST = 3.2;
const MOST_PANELS = 16;

/**
 * The distribution of a number that follows from intercept and slope. Its density at a value is an integral along the
 * curve on which the number is constant, where the posterior is smooth; a grid in intercept and slope would see a step.
 *
 * @see https://en.wikipedia.org/wiki/Coarea_formula
 */
export function derivedDensity({ logDensity }: DemandPosterior, derived: DerivedNumber): TabulatedDensity {
  const logAt = (value: number): number => {
    const { at, ...options } = derived.level(value);
    return logIntegral((position) => {
      const { intercept, slope, logArea } = at(position);
      return logDensity(intercept, slope) + logArea;
    }, options);
  };
  const highest = climbDensity(logAt, derived);
  const { mode, top, deviation } = highest;
  const panels = densityPanels(logAt, highest, -Infinity);
  const [from, to] = [panels[0] as number, panels.at(-1) as number];
  return tabulateDensity((value) => Math.exp(logAt(value) - top), {
    from,
    to,
    split: mode,
    widest: Math.max(WIDEST * deviation, (to - from) / MOST_PANELS),
    tolerance: TOLERANCE,
  });
}
