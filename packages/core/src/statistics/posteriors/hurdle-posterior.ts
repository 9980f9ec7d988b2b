import type { Posterior } from "./posterior.ts";
import { type StudentParameters, studentPosterior } from "./student-posterior.ts";
import { tabulatedPosterior } from "./tabulated-posterior.ts";

const WIDEST_PANEL = 2;

/**
 * Conversion times the mean amount of a buyer, the two being independent: revenue per visitor where amounts vary.
 * The density is one quadrature over conversion, `f(x) = integral of f_M(x / c) / c dF_C(c)`, or over the amount where that is known better.
 */
export function hurdlePosterior(conversion: Posterior, amount: StudentParameters): Posterior {
  const mean = studentPosterior(amount);
  const center = conversion.mean * mean.mean;
  const secondMoment = (conversion.variance + conversion.mean ** 2) * (mean.variance + mean.mean ** 2);
  const variance = secondMoment - center ** 2;
  const scale = Math.sqrt(variance);
  // Nodes on the narrower factor: the wider one's density is smooth from one node to the next.
  const narrower = relativeSpread(conversion) < relativeSpread(mean) ? conversion : mean;
  const wider = narrower === conversion ? mean : conversion;
  const nodes: { readonly value: number; readonly mass: number }[] = [];
  narrower.visitMass(narrower.panels, (value, mass) => {
    if (mass > 1e-18 && value !== 0) nodes.push({ value, mass });
  });
  const densityAt = (x: number): number =>
    nodes.reduce((sum, { value, mass }) => sum + (mass * wider.density(x / value)) / Math.abs(value), 0);
  const peak = densityAt(center) * scale;
  const ends = [mean.panels[0] as number, mean.panels.at(-1) as number];
  const [low, high] = [conversion.panels[0] as number, conversion.panels.at(-1) as number];
  const extremes = ends.flatMap((end) => [end * low, end * high]);
  const toCoordinate = (x: number): number => Math.asinh((x - center) / scale);
  return tabulatedPosterior({
    mean: center,
    variance,
    density: (u) => (densityAt(center + scale * Math.sinh(u)) * scale * Math.cosh(u)) / peak,
    from: toCoordinate(Math.min(...extremes)),
    to: toCoordinate(Math.max(...extremes)),
    split: 0,
    widest: WIDEST_PANEL,
    coordinate: { toValue: (u) => center + scale * Math.sinh(u), toCoordinate, slope: (u) => scale * Math.cosh(u) },
  });
}

function relativeSpread({ mean, variance }: Posterior): number {
  return Math.sqrt(variance) / Math.abs(mean);
}
