import { expectation } from "./expectation.ts";
import type { Posterior } from "./posterior.ts";
import { type StudentParameters, studentPosterior } from "./student-posterior.ts";
import { tabulatedPosterior } from "./tabulated-posterior.ts";

const WIDEST_PANEL = 1.5;
/** Error of the density where its peak is 1, and ten times that for its table. */
const TOLERANCE = 1e-13;
/** An amount this much better known than conversion might lie between the nodes of conversion. */
const NARROW = 0.1;

/**
 * Conversion times the mean amount of a buyer, the two being independent: revenue per visitor where amounts vary.
 * The density is one quadrature over conversion, `f(x) = integral of f_M(x / c) / c dF_C(c)`, or over the amount
 * where that is known far better.
 */
export function hurdlePosterior(conversion: Posterior, amount: StudentParameters): Posterior {
  const mean = studentPosterior(amount);
  const center = conversion.mean * mean.mean;
  const secondMoment = (conversion.variance + conversion.mean ** 2) * (mean.variance + mean.mean ** 2);
  const variance = secondMoment - center ** 2;
  const scale = Math.sqrt(variance);
  const densityAt = productDensity(conversion, mean, amount);
  const peak = densityAt(center, TOLERANCE / scale);
  const ends = [mean.panels[0] as number, mean.panels.at(-1) as number];
  const [low, high] = [conversion.panels[0] as number, conversion.panels.at(-1) as number];
  const extremes = ends.flatMap((end) => [end * low, end * high]);
  const toCoordinate = (x: number): number => Math.asinh((x - center) / scale);
  const [from, to] = [toCoordinate(Math.min(...extremes)), toCoordinate(Math.max(...extremes))];
  const zero = toCoordinate(0);
  return tabulatedPosterior({
    mean: center,
    variance,
    density: (u) => (densityAt(center + scale * Math.sinh(u), (TOLERANCE / Math.cosh(u)) * peak) * Math.cosh(u)) / peak,
    from,
    to,
    // The density is not smooth at 0, to where the smallest conversions bring any amount.
    split: from < zero && zero < to ? zero : 0,
    widest: WIDEST_PANEL,
    tolerance: 10 * TOLERANCE,
    coordinate: { toValue: (u) => center + scale * Math.sinh(u), toCoordinate, slope: (u) => scale * Math.cosh(u) },
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
    return (x, tolerance) => expectation(conversion, (share) => overConversion(share, x), { tolerance });
  }
  const overAmount = (value: number, x: number): number => conversion.density(x / value) / Math.abs(value);
  if ((mean.panels[0] as number) > 0) {
    return (x, tolerance) => expectation(mean, (value) => overAmount(value, x), { tolerance });
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
  return (x, tolerance) =>
    expectation(mean, (value) => (value === 0 ? 0 : (1 - aroundZero(value)) * overAmount(value, x)), { tolerance }) +
    expectation(conversion, (share) => overConversionAroundZero(share, x), { tolerance });
}

function relativeSpread({ mean, variance }: Posterior): number {
  return Math.sqrt(variance) / Math.abs(mean);
}
