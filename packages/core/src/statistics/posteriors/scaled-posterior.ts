import type { Posterior } from "./posterior.ts";

/**
 * The posterior of `factor` times a number whose posterior is known; `factor` is above 0. With a conversion
 * posterior and one price it is revenue per visitor.
 */
export function scaledPosterior(posterior: Posterior, factor: number): Posterior {
  return {
    mean: posterior.mean * factor,
    variance: posterior.variance * factor * factor,
    cdf: (x) => posterior.cdf(x / factor),
    density: (x) => posterior.density(x / factor) / factor,
    quantile: (p) => posterior.quantile(p) * factor,
    visitMass: (panels, visit) =>
      posterior.visitMass(
        panels.map((point) => point / factor),
        (x, mass) => visit(x * factor, mass),
      ),
    visitEvenly: (level, visit) => posterior.visitEvenly(level, (x, mass) => visit(x * factor, mass)),
    panels: posterior.panels.map((point) => point * factor),
  };
}
