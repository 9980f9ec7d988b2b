import { CHEBYSHEV_COUNT, chebyshevFit, chebyshevIntegral, chebyshevValue } from "./chebyshev.ts";
import { visitNodes } from "./integrate.ts";
import { solveIncreasing } from "./solve-increasing.ts";

/** A density known up to a factor, tabulated so that its distribution function can be read at any point. */
export interface TabulatedDensity {
  /** Panel edges, ascending. */
  readonly edges: readonly number[];
  /** Integral of the density as it was given, before it was normalised. */
  readonly mass: number;
  cdf(u: number): number;
  /** Normalised density. */
  density(u: number): number;
  quantile(p: number): number;
  /** Mean of a function that is smooth on every panel. */
  expectation(f: (u: number) => number): number;
}

/** Where a density is to be tabulated. */
export interface TabulateOptions {
  /** Left end; less than 1e-18 of the mass lies before it. */
  readonly from: number;
  /** Right end. */
  readonly to: number;
  /** Point the first panels meet at, usually the mode. */
  readonly split: number;
  /** Widest panel allowed. */
  readonly widest: number;
  /**
   * Trailing Chebyshev coefficients below this share of the peak end the halving of a panel; ten times the rounding
   * noise of the density, or every panel is halved in vain.
   *
   * @default 1e-14
   */
  readonly tolerance?: number;
}

interface Panel {
  readonly from: number;
  readonly to: number;
  /** Chebyshev coefficients of the density. */
  readonly coefficients: Float64Array;
  /** Antiderivative on [-1, 1], times the half width. */
  readonly integral: Float64Array;
  readonly mass: number;
}

/** Never reached by a smooth density; bound the work for one that is not, or that is known to fewer digits. */
const MOST_HALVINGS = 12;
const MOST_SPLITS = 300;

/**
 * Tabulates `density`, whose peak is about 1. The panel with the largest trailing Chebyshev coefficients is halved until
 * all are below the tolerance; then panels are integrated term by term and normalised by their own sum, so no special
 * function is needed. The distribution function is good to about 1e-13.
 */
export function tabulateDensity(density: (u: number) => number, options: TabulateOptions): TabulatedDensity {
  const { tolerance = 1e-14 } = options;
  const fit = (from: number, to: number, halvings: number): FittedPanel => {
    const coefficients = chebyshevFit(density, from, to);
    const trailing =
      Math.abs(coefficients[CHEBYSHEV_COUNT - 1] as number) + Math.abs(coefficients[CHEBYSHEV_COUNT - 2] as number);
    return { from, to, coefficients, halvings, excess: halvings < MOST_HALVINGS ? trailing : 0 };
  };
  const fitEvenly = (from: number, to: number): FittedPanel[] => {
    const count = to > from ? Math.max(1, Math.ceil((to - from) / options.widest)) : 0;
    const edge = (index: number) => (index === count ? to : from + ((to - from) * index) / count);
    return Array.from({ length: count }, (_, index) => fit(edge(index), edge(index + 1), 0));
  };
  const panels = [...fitEvenly(options.from, options.split), ...fitEvenly(options.split, options.to)];
  for (let split = 0; split < MOST_SPLITS; split++) {
    const worst = panels.reduce((most, { excess }, index) => (excess > (panels[most]?.excess ?? 0) ? index : most), 0);
    const { from, to, halvings, excess } = panels[worst] as FittedPanel;
    if (!(excess > tolerance)) break;
    const middle = (from + to) / 2;
    panels.splice(worst, 1, fit(from, middle, halvings + 1), fit(middle, to, halvings + 1));
  }
  return readTable(panels.map(integratePanel));
}

interface FittedPanel extends Pick<Panel, "from" | "to" | "coefficients"> {
  readonly halvings: number;
  /** Size of the trailing coefficients; 0 where the panel is as narrow as it may get. */
  readonly excess: number;
}

function integratePanel({ from, to, coefficients }: FittedPanel): Panel {
  const half = (to - from) / 2;
  const integral = chebyshevIntegral(coefficients).map((coefficient) => coefficient * half);
  return { from, to, coefficients, integral, mass: chebyshevValue(integral, 1) };
}

function readTable(panels: readonly Panel[]): TabulatedDensity {
  const edges = [(panels[0] as Panel).from, ...panels.map(({ to }) => to)];
  const below = [0];
  for (const { mass } of panels) below.push((below.at(-1) as number) + mass);
  const total = below.at(-1) as number;
  // Read from the table, since a density may itself be a quadrature.
  const density = (u: number): number => {
    const { from, to, coefficients } = panels[lastAtMost(edges, u)] as Panel;
    return Math.max(0, chebyshevValue(coefficients, (2 * u - from - to) / (to - from))) / total;
  };
  const cdf = (u: number): number => {
    if (u <= (edges[0] as number)) return 0;
    if (u >= (edges.at(-1) as number)) return 1;
    const index = lastAtMost(edges, u);
    const { from, to, integral } = panels[index] as Panel;
    const inside = chebyshevValue(integral, (2 * u - from - to) / (to - from));
    return Math.min(1, Math.max(0, ((below[index] as number) + inside) / total));
  };
  return {
    edges,
    mass: total,
    cdf,
    density,
    expectation: (f) => {
      let sum = 0;
      visitNodes(edges, (u, weight) => {
        sum += weight * density(u) * f(u);
      });
      return sum;
    },
    quantile: (p) => {
      const index = Math.min(panels.length - 1, lastAtMost(below, p * total));
      const { from, to } = panels[index] as Panel;
      return solveIncreasing({ f: cdf, derivative: density, target: p, from, to, scale: to - from });
    },
  };
}

/** Index of the last element that is at most `value`; the list is ascending and starts at or below it. */
function lastAtMost(list: readonly number[], value: number): number {
  let low = 0;
  let high = list.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as number) <= value) low = middle;
    else high = middle;
  }
  return low;
}
