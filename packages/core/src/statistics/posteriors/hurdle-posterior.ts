import { mergePanels } from "../quadrature/integrate.ts";
import { expectation } from "./expectation.ts";
import type { Posterior } from "./posterior.ts";
import { type StudentParameters, studentPosterior } from "./student-posterior.ts";
import { tabulatedPosterior } from "./tabulated-posterior.ts";

const WIDEST_PANEL = 1.5;
/** Error of the density where its peak is 1, and ten times that for its table. */
const LEAST_TOLERANCE = 1e-13;
/** An amount this much better known than conversion might lie between the nodes of conversion. */
const NARROW = 0.1;
/** Standard deviation of conversion, relative to it, with some forty buyers. */
const FEW_BUYERS = 0.15;
const SMALLEST = 1e-290;
/** Amounts, relative to their mean, between which the integral over conversion gives way to that over amounts. */
const FADING = [0.25, 0.35, 0.45, 0.52, 0.58, 0.64, 0.7, 0.76, 0.81];

/**
 * Conversion times the mean amount of a buyer, the two being independent: revenue per visitor where amounts vary.
 * The density is one quadrature over conversion, `f(x) = integral of f_M(x / c) / c dF_C(c)`, or over the amount
 * where that is known far better.
 */
export function hurdlePosterior(conversion: Posterior, amount: StudentParameters): Posterior {
  const mean = studentPosterior(amount);
  const center = conversion.mean * mean.mean;
  // A sum, since with second moments it would be the difference of nearly equal numbers.
  const variance =
    conversion.variance * mean.variance + conversion.variance * mean.mean ** 2 + mean.variance * conversion.mean ** 2;
  const scale = Math.sqrt(variance);
  // Shares of conversion are rounded, and its density with them.
  const tolerance = Math.max(LEAST_TOLERANCE, (8 * Number.EPSILON) / relativeSpread(conversion));
  const densityAt = productDensity(conversion, mean, amount);
  const ends = [mean.panels[0] as number, mean.panels.at(-1) as number];
  const [low, high] = [conversion.panels[0] as number, conversion.panels.at(-1) as number];
  const extremes = ends.flatMap((end) => [end * low, end * high]);
  // With few buyers the density has a pole or a kink at 0, and steps out from there are even in its logarithm.
  const few = relativeSpread(conversion) > FEW_BUYERS;
  const origin = few ? 0 : center;
  const unit = few ? Math.max(low, SMALLEST) * Math.hypot(mean.mean, Math.sqrt(mean.variance)) : scale;
  const toCoordinate = (x: number): number => Math.asinh((x - origin) / unit);
  const toValue = (u: number): number => origin + unit * Math.sinh(u);
  const slope = (u: number): number => unit * Math.cosh(u);
  const peak = densityAt(center, tolerance / scale) * slope(toCoordinate(center));
  const [from, to] = [toCoordinate(Math.min(...extremes)), toCoordinate(Math.max(...extremes))];
  const zero = toCoordinate(0);
  return tabulatedPosterior({
    mean: center,
    variance,
    density: (u) => (densityAt(toValue(u), (tolerance * peak) / slope(u)) * slope(u)) / peak,
    from,
    to,
    // The density is not smooth at 0, to where the smallest conversions bring any amount.
    split: from < zero && zero < to ? zero : Math.max(from, Math.min(to, toCoordinate(center))),
    widest: WIDEST_PANEL,
    tolerance: 10 * tolerance,
    coordinate: { toValue, toCoordinate, slope },
  });
}

/** The density of the product at a value, to a tolerance. */
function productDensity(
  conversion: Posterior,
  mean: Posterior,
  { location, scale, degreesOfFreedom }: StudentParameters,
): (x: number, tolerance: number) => number {
  const [peak, power] = [mean.density(location), -(degreesOfFreedom + 1) / 2];
  const overConversion = (share: number, x: number): number =>
    (peak * Math.exp(power * Math.log1p(((x / share - location) / scale) ** 2 / degreesOfFreedom))) / share;
  if (relativeSpread(mean) >= NARROW * relativeSpread(conversion)) {
    const panels = (x: number) => () =>
      mergePanels(
        conversion.panels,
        mean.panels.filter((value) => value !== 0).map((value) => x / value),
      );
    return (x, tolerance) =>
      expectation(conversion, (share) => overConversion(share, x), { tolerance, panels: panels(x) });
  }
  const overAmount = (value: number, x: number): number => conversion.density(x / value) / Math.abs(value);
  const shares = conversion.panels.filter((share) => share > 0);
  // Where a bound of conversion is within reach, the integrand ends with it.
  const panelsAt = (x: number) => () =>
    mergePanels(
      mean.panels,
      shares.map((share) => x / share),
    );
  if ((mean.panels[0] as number) > 0) {
    return (x, tolerance) => expectation(mean, (value) => overAmount(value, x), { tolerance, panels: panelsAt(x) });
  }
  // Around 0 the integral over the amount has a peak between its nodes: amounts there go over conversion.
  const aroundZero = (value: number): number => {
    const squared = (value / location) ** 2;
    return squared > 0.65 ? 0 : Math.exp(-((4 * squared) ** 4));
  };
  const overConversionAroundZero = (share: number, x: number): number => {
    const part = aroundZero(x / share);
    return part === 0 ? 0 : part * overConversion(share, x);
  };
  const fading = FADING.flatMap((part) => [part * location, -part * location]);
  return (x, tolerance) =>
    expectation(mean, (value) => (value === 0 ? 0 : (1 - aroundZero(value)) * overAmount(value, x)), {
      tolerance,
      panels: () => mergePanels(panelsAt(x)(), fading),
    }) +
    expectation(conversion, (share) => overConversionAroundZero(share, x), {
      tolerance,
      panels: () => mergePanels(conversion.panels, x === 0 ? [] : fading.map((value) => x / value)),
    });
}

function relativeSpread({ mean, variance }: Posterior): number {
  return Math.sqrt(variance) / Math.abs(mean);
}
