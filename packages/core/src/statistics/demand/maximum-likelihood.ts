import type { DemandPoint } from "./demand-point.ts";

/** The scale on which a demand curve is a straight line. */
export interface CurveShape {
  /** Conversion from the straight line's value. */
  readonly conversion: (value: number) => number;
  /** Where the line's values may lie. */
  readonly range: readonly [least: number, most: number];
}

/** A curve fitted by maximum likelihood. */
export interface MaximumLikelihood {
  /** The straight line: its value at price 0 and its fall per unit of money. */
  readonly intercept: number;
  readonly slope: number;
  /** Twice the log likelihood that the curve lacks against one rate for each price. */
  readonly deviance: number;
}

const STEPS = 60;

/**
 * The most likely curve of a shape. The line is given by its values at the lowest and highest price, so that no tested
 * price leaves the range; the log likelihood is concave in both, which nested golden sections climb safely.
 *
 * @see https://en.wikipedia.org/wiki/Deviance_(statistics)
 */
export function maximumLikelihood(
  points: readonly DemandPoint[],
  { conversion, range: [least, most] }: CurveShape,
): MaximumLikelihood {
  const lowest = (points[0] as DemandPoint).price;
  const span = (points.at(-1) as DemandPoint).price - lowest;
  const lackAt = (first: number, last: number): number =>
    points.reduce((sum, { price, visitors, conversions }) => {
      const share = (price - lowest) / span;
      return sum + lack(conversions, visitors, conversion((1 - share) * first + share * last));
    }, 0);
  const bestLast = (first: number) => minimize((last) => lackAt(first, last), least, most);
  const first = minimize((value) => lackAt(value, bestLast(value)), least, most);
  const last = bestLast(first);
  const slope = (first - last) / span;
  return { intercept: first + slope * lowest, slope, deviance: Math.max(0, 2 * lackAt(first, last)) };
}

/** Log likelihood that a rate lacks against the observed one. */
function lack(conversions: number, visitors: number, rate: number): number {
  const part = (count: number, share: number) => (count > 0 ? count * Math.log(count / (visitors * share)) : 0);
  return part(conversions, rate) + part(visitors - conversions, 1 - rate);
}

/** The minimum of a convex function, by golden section. */
function minimize(f: (x: number) => number, from: number, to: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  let [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
  let [atLeft, atRight] = [f(left), f(right)];
  for (let step = 0; step < STEPS; step++) {
    if (atLeft <= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - ratio * (high - low);
      atLeft = f(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + ratio * (high - low);
      atRight = f(right);
    }
  }
  return (low + high) / 2;
}
