const MOST_TERMS = 10_000;

/**
 * The probability that a chi-squared number with a whole number of degrees of freedom exceeds `x`: the upper
 * regularised incomplete gamma function of half of each. The tail is computed directly, since one minus the
 * distribution function is 0 from 1e-16 on.
 *
 * @see https://dlmf.nist.gov/8.11.E4 (series) and https://dlmf.nist.gov/8.9.E2 (continued fraction)
 */
export function chiSquaredUpperTail(x: number, degreesOfFreedom: number): number {
  const [shape, half] = [degreesOfFreedom / 2, x / 2];
  if (!(half > 0)) return 1;
  const scale = Math.exp(shape * Math.log(half) - half - logGamma(degreesOfFreedom));
  return half < shape + 1 ? 1 - scale * lowerSeries(shape, half) : scale * upperFraction(shape, half);
}

/** Logarithm of gamma at half of a whole number, from gamma(1/2) or gamma(1) upwards. */
function logGamma(twice: number): number {
  let sum = twice % 2 === 0 ? 0 : Math.log(Math.PI) / 2;
  for (let factor = twice % 2 === 0 ? 1 : 0.5; factor < twice / 2; factor++) sum += Math.log(factor);
  return sum;
}

/** Sum of `x^n / (shape (shape + 1) ... (shape + n))`. */
function lowerSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; n < MOST_TERMS && term > sum * Number.EPSILON; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}

/** The continued fraction of the upper function, by Lentz's method. */
function upperFraction(shape: number, x: number): number {
  let partial = x + 1 - shape;
  let front = Infinity;
  let back = 1 / partial;
  let value = back;
  for (let n = 1; n < MOST_TERMS; n++) {
    const numerator = n * (shape - n);
    partial += 2;
    back = 1 / (partial + numerator * back);
    front = partial + numerator / front;
    const factor = back * front;
    value *= factor;
    if (Math.abs(factor - 1) < Number.EPSILON) break;
  }
  return value;
}
