import { CHEBYSHEV_COUNT, chebyshevFit, chebyshevIntegral, chebyshevValue } from "./chebyshev.ts";
import { solveIncreasing } from "./solve-increasing.ts";

/** Trailing coefficients below this share of the peak end the halving of a panel; rounding noise is a tenth of it. */
const RESOLVED = 1e-14;
/** Never reached by a smooth density; bounds the work for one that is not. */
const MOST_HALVINGS = 12;
/**
 * Tabulates `density`, whose peak is about 1. Panels are halved until the last Chebyshev coefficients are below
 * 1e-15 of the peak, then integrated term by term and normalised by their own sum, so no special function is
 * needed. The distribution function is good to about 1e-13.
 */
export function tabulateDensity(density, options) {
  const panels = [];
  const add = (from, to, halvings) => {
    const coefficients = chebyshevFit(density, from, to);
    const trailing = Math.abs(coefficients[CHEBYSHEV_COUNT - 1]) + Math.abs(coefficients[CHEBYSHEV_COUNT - 2]);
    if (trailing > RESOLVED && halvings < MOST_HALVINGS) {
      const middle = (from + to) / 2;
      add(from, middle, halvings + 1);
      add(middle, to, halvings + 1);
      return;
    }
    const half = (to - from) / 2;
    const integral = chebyshevIntegral(coefficients).map((coefficient) => coefficient * half);
    panels.push({ from, to, integral, mass: chebyshevValue(integral, 1) });
  };
  const addEvenly = (from, to) => {
    const count = Math.ceil((to - from) / options.widest);
    for (let index = 0; index < count; index++) {
      add(
        from + ((to - from) * index) / count,
        index + 1 === count ? to : from + ((to - from) * (index + 1)) / count,
        0,
      );
    }
  };
  addEvenly(options.from, options.split);
  addEvenly(options.split, options.to);
  return readTable(panels, density);
}
function readTable(panels, density) {
  const edges = [panels[0].from, ...panels.map(({ to }) => to)];
  const below = [0];
  for (const { mass } of panels) below.push(below.at(-1) + mass);
  const total = below.at(-1);
  const cdf = (u) => {
    if (u <= edges[0]) return 0;
    if (u >= edges.at(-1)) return 1;
    const index = lastAtMost(edges, u);
    const { from, to, integral } = panels[index];
    const inside = chebyshevValue(integral, (2 * u - from - to) / (to - from));
    return Math.min(1, Math.max(0, (below[index] + inside) / total));
  };
  return {
    edges,
    cdf,
    density: (u) => density(u) / total,
    quantile: (p) => {
      const index = Math.min(panels.length - 1, lastAtMost(below, p * total));
      const { from, to } = panels[index];
      return solveIncreasing({ f: cdf, derivative: (u) => density(u) / total, target: p, from, to, scale: to - from });
    },
  };
}
/** Index of the last element that is at most `value`; the list is ascending and starts at or below it. */
function lastAtMost(list, value) {
  let low = 0;
  let high = list.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (list[middle] <= value) low = middle;
    else high = middle;
  }
  return low;
}
