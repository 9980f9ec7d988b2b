import { mergePanels } from "../quadrature/integrate.ts";
import { expectation } from "./expectation.ts";
import type { Posterior } from "./posterior.ts";
import { scaledPosterior } from "./scaled-posterior.ts";
import { tabulatedPosterior } from "./tabulated-posterior.ts";

const WIDEST_PANEL = 1;
/** Error of the density where its peak is 1, and ten times that for its table. */
const TOLERANCE = 1e-13;

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
  // Over the narrower one: the wider one's density is smooth there, unless a bound of its values is within reach.
  const [narrow, wide] = a.variance < b.variance ? [a, b] : [b, a];
  const mean = a.mean + b.mean;
  const variance = a.variance + b.variance;
  const scale = Math.sqrt(variance);
  const densityAt = (x: number, tolerance: number): number =>
    expectation(narrow, (value) => wide.density(x - value), {
      tolerance,
      panels: () =>
        mergePanels(
          narrow.panels,
          wide.panels.map((value) => x - value),
        ),
    });
  const peak = densityAt(mean, TOLERANCE / scale);
  const toCoordinate = (x: number): number => Math.asinh((x - mean) / scale);
  const ends = [0, -1].map((end) => (a.panels.at(end) as number) + (b.panels.at(end) as number));
  return tabulatedPosterior({
    mean,
    variance,
    density: (u) => (densityAt(mean + scale * Math.sinh(u), (TOLERANCE * peak) / Math.cosh(u)) * Math.cosh(u)) / peak,
    from: toCoordinate(ends[0] as number),
    to: toCoordinate(ends[1] as number),
    split: 0,
    widest: WIDEST_PANEL,
    tolerance: 10 * TOLERANCE,
    coordinate: { toValue: (u) => mean + scale * Math.sinh(u), toCoordinate, slope: (u) => scale * Math.cosh(u) },
  });
}
