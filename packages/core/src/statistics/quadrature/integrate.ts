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

/** All points of several ascending lists, ascending and without repetition. */
export function mergePanels(...lists: readonly (readonly number[])[]): number[] {
  const points = lists.flat().sort((a, b) => a - b);
  return points.filter((point, index) => index === 0 || point > (points[index - 1] as number));
}
