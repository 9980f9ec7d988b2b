import { gaussLegendre } from "./gauss-legendre.ts";

const RULE = /* @__PURE__ */ gaussLegendre(16);
/**
 * Calls `visit(x, weight)` at every node of the composite rule over the given panels: the integral of `f` is
 * the sum of `weight * f(x)`. Sixteen Gauss-Legendre nodes a panel; {@link Posterior.panels} are narrow enough
 * for that to reach rounding error.
 */
export function visitNodes(panels, visit) {
  for (let panel = 1; panel < panels.length; panel++) {
    const from = panels[panel - 1];
    const to = panels[panel];
    const half = (to - from) / 2;
    for (let node = 0; node < RULE.nodes.length; node++) {
      visit(from + half * (1 + RULE.nodes[node]), half * RULE.weights[node]);
    }
  }
}
/** All points of several ascending lists, ascending and without repetition. */
export function mergePanels(...lists) {
  const points = lists.flat().sort((a, b) => a - b);
  return points.filter((point, index) => index === 0 || point > points[index - 1]);
}
/** The points that lie within the span of the given panels. */
export function within(points, panels) {
  const from = panels[0];
  const to = panels.at(-1);
  return points.filter((point) => point >= from && point <= to);
}
