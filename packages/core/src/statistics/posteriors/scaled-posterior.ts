import type { Posterior } from "./posterior.ts";

/**
 * The posterior of `factor` times a number whose posterior is known; `factor` is not 0, and below 0 where a sale costs
 * more than it brings. With a conversion posterior and one price it is revenue per visitor.
 */
export function scaledPosterior(posterior: Posterior, factor: number): Posterior {
  const ascending = (points: number[]): number[] => (factor > 0 ? points : points.reverse());
  return {
    mean: posterior.mean * factor,
    variance: posterior.variance * factor * factor,
    cdf: (x) => (factor > 0 ? posterior.cdf(x / factor) : 1 - posterior.cdf(x / factor)),
    density: (x) => posterior.density(x / factor) / Math.abs(factor),
    quantile: (p) => posterior.quantile(factor > 0 ? p : 1 - p) * factor,
    visitMass: (panels, visit) =>
      posterior.visitMass(ascending(panels.map((point) => point / factor)), (x, mass) => visit(x * factor, mass)),
    visitEvenly: (level, visit) => posterior.visitEvenly(level, (x, mass) => visit(x * factor, mass)),
    panels: ascending(posterior.panels.map((point) => point * factor)),
  };
}
