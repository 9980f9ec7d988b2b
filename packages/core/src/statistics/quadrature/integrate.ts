import { gaussLegendre } from "./gauss-legendre.ts";

const RULE = /* @__PURE__ */ gaussLegendre(12);

/**
 * Calls `visit(x, weight)` at every node of the composite rule over the given panels: the integral of `f` is
 * the sum of `weight * f(x)`. Twelve Gauss-Legendre nodes a panel; {@link Posterior.panels} are narrow enough
 * for that to reach rounding error.
 */
export function visitNodes(panels: readonly number[], visit: (x: number, weight: number) => void): void {
  for (let panel = 1; panel < panels.length; panel++) {
    const from = panels[panel - 1] as number;
    const to = panels[panel] as number;
    const half = (to - from) / 2;
    for (let node = 0; node < RULE.nodes.length; node++) {
      visit(from + half * (1 + (RULE.nodes[node] as number)), half * (RULE.weights[node] as number));
    }
  }
}

/** Nodes on each panel of {@link visitNodes}. */
export const NODES_A_PANEL: number = RULE.nodes.length;

// Barycentric weights of interpolation at Gauss-Legendre nodes, https://arxiv.org/abs/1204.1446
const BARYCENTRIC: readonly number[] = RULE.nodes.map(
  (node, index) => (index % 2 === 0 ? 1 : -1) * Math.sqrt((1 - node * node) * (RULE.weights[index] as number)),
);

/**
 * Weights with which values at a panel's nodes make the value at another point of the panel: the sum of weight times
 * value is the interpolating polynomial. `position` runs from -1 to 1.
 */
export function interpolationWeights(position: number): number[] {
  const exact = RULE.nodes.indexOf(position);
  if (exact >= 0) return RULE.nodes.map((_, index) => Number(index === exact));
  const terms = RULE.nodes.map((node, index) => (BARYCENTRIC[index] as number) / (position - node));
  const sum = terms.reduce((total, term) => total + term, 0);
  return terms.map((term) => term / sum);
}

/** All points of several ascending lists, ascending and without repetition. */
export function mergePanels(...lists: readonly (readonly number[])[]): number[] {
  const points = lists.flat().sort((a, b) => a - b);
  return points.filter((point, index) => index === 0 || point > (points[index - 1] as number));
}

/** The points that lie within the span of the given panels. */
export function within(points: readonly number[], panels: readonly number[]): number[] {
  const from = panels[0] as number;
  const to = panels.at(-1) as number;
  return points.filter((point) => point >= from && point <= to);
}
