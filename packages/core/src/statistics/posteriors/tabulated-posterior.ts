import { visitNodes } from "../quadrature/integrate.ts";
import { type TabulateOptions, tabulateDensity } from "../quadrature/tabulated-density.ts";
import { type EvenNodes, evenNodes } from "./even-nodes.ts";
import type { Posterior } from "./posterior.ts";

/** A coordinate in which a density is smooth with light tails, and its way to the values. */
interface Coordinate {
  readonly toValue: (u: number) => number;
  readonly toCoordinate: (x: number) => number;
  /** Derivative of `toValue`. */
  readonly slope: (u: number) => number;
}

/** What {@link tabulatedPosterior} makes a posterior of. */
export interface TabulatedPosteriorOptions extends TabulateOptions {
  readonly mean: number;
  readonly variance: number;
  /** Density in the coordinate, up to a factor, with a peak of about 1. */
  readonly density: (u: number) => number;
  readonly coordinate: Coordinate;
}

/** A posterior from its density in a coordinate of choice; every model of the report is one of these. */
export function tabulatedPosterior({
  mean,
  variance,
  density,
  coordinate,
  ...range
}: TabulatedPosteriorOptions): Posterior {
  const { toValue, toCoordinate, slope } = coordinate;
  const table = tabulateDensity(density, range);
  const panels = table.edges.map(toValue);
  const levels: EvenNodes[] = [];
  return {
    mean,
    variance,
    cdf: (x) => table.cdf(toCoordinate(x)),
    density: (x) => {
      const u = toCoordinate(x);
      const step = slope(u);
      return u >= range.from && u <= range.to && step > 0 ? table.density(u) / step : 0;
    },
    quantile: (probability) => toValue(table.quantile(probability)),
    // In the coordinate the mass is exact also where neighbouring values are far apart.
    visitMass: (points, visit) => {
      const [first, last] = [table.edges[0] as number, table.edges.at(-1) as number];
      const inside = points.map(toCoordinate).filter((u) => u > first && u < last);
      visitNodes([first, ...inside, last], (u, weight) => visit(toValue(u), weight * table.density(u)));
    },
    visitEvenly: (level, visit) => {
      levels[level] ??= evenNodes(table, level, toValue);
      const { values, masses } = levels[level];
      for (let node = 0; node < values.length; node++) visit(values[node] as number, masses[node] as number);
    },
    panels,
  };
}
