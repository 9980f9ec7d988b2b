/** Chebyshev points of the first kind a panel is sampled at; even. */
export const CHEBYSHEV_COUNT = 20;

const HALF = CHEBYSHEV_COUNT / 2;

const POINTS: readonly number[] = /* @__PURE__ */ Array.from({ length: CHEBYSHEV_COUNT }, (_, k) =>
  Math.cos((Math.PI * (k + 0.5)) / CHEBYSHEV_COUNT),
);
/** `2 / count * cos(degree * angle_k)` for the points above 0; those below mirror them. */
const COSINES: readonly Float64Array[] = /* @__PURE__ */ Array.from({ length: CHEBYSHEV_COUNT }, (_, degree) =>
  Float64Array.from(
    { length: HALF },
    (_, k) => ((degree === 0 ? 1 : 2) * Math.cos((Math.PI * degree * (k + 0.5)) / CHEBYSHEV_COUNT)) / CHEBYSHEV_COUNT,
  ),
);

/**
 * Coefficients of the polynomial that agrees with `f` at the Chebyshev points of `[from, to]`.
 *
 * @see https://dlmf.nist.gov/3.11#ii
 */
export function chebyshevFit(f: (x: number) => number, from: number, to: number): Float64Array {
  const middle = (from + to) / 2;
  const half = (to - from) / 2;
  const values = POINTS.map((point) => f(middle + half * point));
  const coefficients = new Float64Array(CHEBYSHEV_COUNT);
  for (let degree = 0; degree < CHEBYSHEV_COUNT; degree++) {
    const row = COSINES[degree] as Float64Array;
    const mirrored = degree % 2 === 0 ? 1 : -1;
    let sum = 0;
    for (let k = 0; k < HALF; k++) {
      sum += ((values[k] as number) + mirrored * (values[CHEBYSHEV_COUNT - 1 - k] as number)) * (row[k] as number);
    }
    coefficients[degree] = sum;
  }
  return coefficients;
}

/** Coefficients of the antiderivative on [-1, 1] that is 0 at -1. */
export function chebyshevIntegral(coefficients: Float64Array): Float64Array {
  const at = (degree: number) => (degree === 0 ? 2 : 1) * (coefficients[degree] ?? 0);
  const integral = new Float64Array(coefficients.length + 1);
  for (let degree = 1; degree <= coefficients.length; degree++) {
    integral[degree] = (at(degree - 1) - at(degree + 1)) / (2 * degree);
  }
  integral[0] = -chebyshevValue(integral, -1);
  return integral;
}

/**
 * Value of a Chebyshev series at a point of [-1, 1], by Clenshaw's recurrence. Even and odd degrees are summed apart,
 * both in steps of two degrees, since a processor runs the two shorter chains side by side.
 */
export function chebyshevValue(coefficients: Float64Array, point: number): number {
  const squared = 2 * point * point - 1;
  const twice = 2 * squared;
  let degree = coefficients.length - 1;
  let even = degree % 2 === 0 ? (coefficients[degree--] as number) : 0;
  let odd = 0;
  let evenNext = 0;
  let oddNext = 0;
  for (; degree > 1; degree -= 2) {
    const oddValue = (coefficients[degree] as number) - oddNext + twice * odd;
    oddNext = odd;
    odd = oddValue;
    const evenValue = (coefficients[degree - 1] as number) - evenNext + twice * even;
    evenNext = even;
    even = evenValue;
  }
  const first = (coefficients[1] as number) - oddNext + twice * odd;
  return (coefficients[0] as number) - evenNext + squared * even + point * (first - odd);
}
