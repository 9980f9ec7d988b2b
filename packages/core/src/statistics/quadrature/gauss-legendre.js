/**
 * The Gauss-Legendre rule with `count` nodes: exact for polynomials up to degree `2 * count - 1`. Nodes are
 * the roots of the Legendre polynomial, found by Newton's method from Tricomi's starting points.
 *
 * @see https://dlmf.nist.gov/3.5#v
 */
export function gaussLegendre(count) {
  const nodes = [];
  const weights = [];
  for (let index = count - 1; index >= 0; index--) {
    let node = Math.cos((Math.PI * (index + 0.75)) / (count + 0.5));
    let derivative = 0;
    for (let step = 0; step < 8; step++) {
      let previous = 1;
      let value = node;
      for (let degree = 2; degree <= count; degree++) {
        [previous, value] = [value, ((2 * degree - 1) * node * value - (degree - 1) * previous) / degree];
      }
      derivative = (count * (node * value - previous)) / (node * node - 1);
      node -= value / derivative;
    }
    nodes.push(node);
    weights.push(2 / ((1 - node * node) * derivative * derivative));
  }
  return { nodes, weights };
}
