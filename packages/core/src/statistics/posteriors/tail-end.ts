/** Log density below the peak at which the table ends: the mass beyond is below 1e-18. */
const TAIL_DEPTH = 46;

/** Distance from the mode at which a log-concave log density has fallen by {@link TAIL_DEPTH}, or a little more. */
export function tailEnd(logDensity: (distance: number) => number, scale: number): number {
  let high = scale;
  while (logDensity(high) > -TAIL_DEPTH) high *= 2;
  let low = high / 2;
  for (let step = 0; step < 6; step++) {
    const middle = (low + high) / 2;
    if (logDensity(middle) > -TAIL_DEPTH) low = middle;
    else high = middle;
  }
  return high;
}
