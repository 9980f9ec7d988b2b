/** Chebyshev points of the first kind a panel is sampled at. */
export const CHEBYSHEV_COUNT = 20;
const POINTS = /* @__PURE__ */ Array.from({ length: CHEBYSHEV_COUNT }, (_, k) =>
  Math.cos((Math.PI * (k + 0.5)) / CHEBYSHEV_COUNT),
);
const COSINES = /* @__PURE__ */ Array.from({ length: CHEBYSHEV_COUNT }, (_, degree) =>
  Array.from({ length: CHEBYSHEV_COUNT }, (_, k) => Math.cos((Math.PI * degree * (k + 0.5)) / CHEBYSHEV_COUNT)),
);
/**
 * Coefficients of the polynomial that agrees with `f` at the Chebyshev points of `[from, to]`.
 *
 * @see https://dlmf.nist.gov/3.11#ii
 */
export function chebyshevFit(f, from, to) {
  const middle = (from + to) / 2;
  const half = (to - from) / 2;
  const values = POINTS.map((point) => f(middle + half * point));
  return COSINES.map((row, degree) => {
    let sum = 0;
    for (let k = 0; k < CHEBYSHEV_COUNT; k++) sum += values[k] * row[k];
    return (degree === 0 ? 1 : 2) * (sum / CHEBYSHEV_COUNT);
  });
}
/** Coefficients of the antiderivative on [-1, 1] that is 0 at -1. */
export function chebyshevIntegral(coefficients) {
  const at = (degree) => (degree === 0 ? 2 : 1) * (coefficients[degree] ?? 0);
  const integral = [0];
  for (let degree = 1; degree <= coefficients.length; degree++) {
    integral.push((at(degree - 1) - at(degree + 1)) / (2 * degree));
  }
  integral[0] = -chebyshevValue(integral, -1);
  return integral;
}
/** Value of a Chebyshev series at a point of [-1, 1], by Clenshaw's recurrence. */
export function chebyshevValue(coefficients, point) {
  let next = 0;
  let current = 0;
  for (let degree = coefficients.length - 1; degree > 0; degree--) {
    const value = 2 * point * current - next + coefficients[degree];
    next = current;
    current = value;
  }
  return point * current - next + coefficients[0];
}
