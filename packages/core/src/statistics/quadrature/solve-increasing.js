/** A Newton step this small, in units of the scale, leaves an error near its square. */
const LAST_STEP = 1e-8;
const MOST_STEPS = 100;
/** The root of an increasing function, by Newton's method kept inside a shrinking bracket. */
export function solveIncreasing({ f, derivative, target, from, to, start, scale }) {
  let low = from;
  let high = to;
  let x = start !== undefined && start > low && start < high ? start : (low + high) / 2;
  for (let step = 0; step < MOST_STEPS; step++) {
    const error = f(x) - target;
    if (error === 0) return x;
    if (error > 0) high = x;
    else low = x;
    const newton = x - error / derivative(x);
    const inside = newton > low && newton < high;
    const next = inside ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= (inside ? LAST_STEP * scale : 1e-15 * Math.abs(x))) return next;
    x = next;
  }
  return x;
}
