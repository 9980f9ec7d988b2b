import type { Posterior } from "./posteriors/posterior.ts";

const STEPS = 80;
const TAIL = 0.0005;

/** Points of a posterior's density, evenly spaced over the values that hold 99.9 % of its probability. */
export function densityCurve(posterior: Posterior): [value: number, density: number][] {
  const from = posterior.quantile(TAIL);
  const to = posterior.quantile(1 - TAIL);
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const value = from + ((to - from) * step) / STEPS;
    return [value, posterior.density(value)];
  });
}
