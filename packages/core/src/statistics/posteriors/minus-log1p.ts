/** `x - log(1 + x)`, by its series where the difference would lose digits. */
export function minusLog1p(x: number): number {
  if (Math.abs(x) > 0.1) return x - Math.log1p(x);
  let term = x;
  let sum = 0;
  for (let degree = 2; degree < 20; degree++) {
    term *= -x;
    sum -= term / degree;
  }
  return sum;
}
