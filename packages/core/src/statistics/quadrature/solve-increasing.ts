/** What {@link solveIncreasing} solves: `f(x) = target` on `[from, to]`. */
export interface SolveOptions {
  readonly f: (x: number) => number;
  readonly derivative: (x: number) => number;
  readonly target: number;
  readonly from: number;
  readonly to: number;
  /** Where to start; the middle of the bracket by default. */
  readonly start?: number;
}

/** The root of an increasing function, by Newton's method kept inside a shrinking bracket. */
export function solveIncreasing({ f, derivative, target, from, to, start }: SolveOptions): number {
  let low = from;
  let high = to;
  let x = start !== undefined && start > low && start < high ? start : (low + high) / 2;
  for (let step = 0; step < 100; step++) {
    const error = f(x) - target;
    if (error === 0) return x;
    if (error > 0) high = x;
    else low = x;
    const newton = x - error / derivative(x);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-15 * Math.max(Math.abs(x), Math.abs(next))) return next;
    x = next;
  }
  return x;
}
