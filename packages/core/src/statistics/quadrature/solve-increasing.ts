/** What {@link solveIncreasing} solves: `f(x) = target` on `[from, to]`. */
export interface SolveOptions {
  readonly f: (x: number) => number;
  /** Left out where it costs as much as `f`; its part is then played by the secant through the last two points. */
  readonly derivative?: (x: number) => number;
  readonly target: number;
  readonly from: number;
  readonly to: number;
  /** Where to start; the middle of the bracket by default. */
  readonly start?: number;
  /** About how steep `f` is there, for a first step without a derivative. */
  readonly startSlope?: number;
  /** A length over which `f` changes noticeably, such as a standard deviation. */
  readonly scale: number;
}

/** A Newton step this small, in units of the scale, leaves an error near its square. */
const LAST_STEP = 1e-8;
/** The error of a secant step is near its product with the step before. */
const LAST_PRODUCT = LAST_STEP * LAST_STEP;
const MOST_STEPS = 100;

/** The root of an increasing function, by Newton's or the secant method kept inside a shrinking bracket. */
export function solveIncreasing(options: SolveOptions): number {
  const { f, derivative, target, start, scale } = options;
  let [low, high] = [options.from, options.to];
  let x = start !== undefined && start > low && start < high ? start : (low + high) / 2;
  let lastError = Number.NaN;
  let lastStep = Number.NaN;
  for (let step = 0; step < MOST_STEPS; step++) {
    const error = f(x) - target;
    if (error === 0) return x;
    if (error > 0) high = x;
    else low = x;
    const secant = step === 0 ? options.startSlope : (error - lastError) / lastStep;
    const next = x - error / (derivative ? derivative(x) : (secant ?? 0));
    const inside = next > low && next < high;
    const to = inside ? next : (low + high) / 2;
    const size = Math.abs(to - x);
    if (size <= (inside ? LAST_STEP * scale : 1e-15 * Math.abs(x))) return to;
    if (inside && !derivative && step > 0 && size * Math.abs(lastStep) <= LAST_PRODUCT * scale * scale) return to;
    lastError = error;
    lastStep = to - x;
    x = to;
  }
  return x;
}
