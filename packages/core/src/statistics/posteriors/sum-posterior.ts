import type { Posterior } from "./posterior.ts";
import { scaledPosterior } from "./scaled-posterior.ts";
import { tabulatedPosterior } from "./tabulated-posterior.ts";

const WIDEST_PANEL = 1;

/**
 * The posterior of a weighted sum of independent numbers, for example of an arm's conversion in several periods. The
 * density is one quadrature for each further part, `f(x) = integral of f_B(x - a) dF_A(a)`. Weights are above 0.
 */
export function sumPosterior(parts: readonly { readonly posterior: Posterior; readonly weight: number }[]): Posterior {
  return parts
    .map(({ posterior, weight }) => (weight === 1 ? posterior : scaledPosterior(posterior, weight)))
    .sort((a, b) => a.variance - b.variance)
    .reduce(addPosteriors);
}

function addPosteriors(a: Posterior, b: Posterior): Posterior {
  // Nodes on the narrower one: the wider one's density is smooth from one node to the next.
  const [narrow, wide] = a.variance < b.variance ? [a, b] : [b, a];
  const mean = a.mean + b.mean;
  const variance = a.variance + b.variance;
  const scale = Math.sqrt(variance);
  const nodes: { readonly value: number; readonly mass: number }[] = [];
  narrow.visitMass(narrow.panels, (value, mass) => {
    if (mass > 1e-19) nodes.push({ value, mass });
  });
  const densityAt = (x: number): number =>
    nodes.reduce((sum, { value, mass }) => sum + mass * wide.density(x - value), 0);
  const peak = densityAt(mean);
  const toCoordinate = (x: number): number => Math.asinh((x - mean) / scale);
  const ends = [0, -1].map((end) => (a.panels.at(end) as number) + (b.panels.at(end) as number));
  return tabulatedPosterior({
    mean,
    variance,
    density: (u) => (densityAt(mean + scale * Math.sinh(u)) * Math.cosh(u)) / peak,
    from: toCoordinate(ends[0] as number),
    to: toCoordinate(ends[1] as number),
    split: 0,
    widest: WIDEST_PANEL,
    coordinate: { toValue: (u) => mean + scale * Math.sinh(u), toCoordinate, slope: (u) => scale * Math.cosh(u) },
  });
}
