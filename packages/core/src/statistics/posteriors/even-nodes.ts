import type { TabulatedDensity } from "../quadrature/tabulated-density.ts";

/** Points evenly spaced over a table, with the mass that each stands for. */
export interface EvenNodes {
  readonly values: readonly number[];
  readonly masses: readonly number[];
}

/** Steps of level 0; each further level halves them. */
const FIRST_STEPS = 40;
/** Points of less mass change no probability. */
const LEAST_MASS = 1e-19;

/**
 * The nodes that the trapezoidal rule gains at a level: at level 0 its first ones, then those midway between all
 * before. Where a density falls to nothing at both ends and is smooth between, no rule needs fewer.
 *
 * @see Trefethen, Weideman, The exponentially convergent trapezoidal rule, SIAM Review 56 (2014)
 */
export function evenNodes(table: TabulatedDensity, level: number, toValue: (u: number) => number): EvenNodes {
  const from = table.edges[0] as number;
  const step = ((table.edges.at(-1) as number) - from) / (FIRST_STEPS << level);
  const values: number[] = [];
  const masses: number[] = [];
  for (let index = 1; index < FIRST_STEPS << level; index += level === 0 ? 1 : 2) {
    const u = from + index * step;
    const mass = step * table.density(u);
    if (mass < LEAST_MASS) continue;
    values.push(toValue(u));
    masses.push(mass);
  }
  return { values, masses };
}
