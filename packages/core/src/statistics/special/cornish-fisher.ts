/** Standardised third and fourth cumulants of a distribution. */
export interface Shape {
  readonly skewness: number;
  readonly excess: number;
}

/**
 * The standardised quantile of a distribution that is nearly normal, and its slope, from the normal quantile `z`: the
 * Cornish-Fisher expansion to the fourth cumulant.
 *
 * @see https://en.wikipedia.org/wiki/Cornish%E2%80%93Fisher_expansion
 */
export function cornishFisher(z: number, { skewness, excess }: Shape): readonly [quantile: number, slope: number] {
  const squared = skewness * skewness;
  return [
    z + (skewness * (z * z - 1)) / 6 + (excess * (z ** 3 - 3 * z)) / 24 - (squared * (2 * z ** 3 - 5 * z)) / 36,
    1 + (skewness * z) / 3 + (excess * (z * z - 1)) / 8 - (squared * (6 * z * z - 5)) / 36,
  ];
}
