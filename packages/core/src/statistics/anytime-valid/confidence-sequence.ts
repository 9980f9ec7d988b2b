import type { Interval } from "../interval.ts";

/** One arm's units, each with a number: how many, their sum, and the sum of their squares. */
export interface UnitSums {
  readonly count: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

/** How wide a {@link confidenceSequence} is. */
export interface ConfidenceSequenceOptions {
  /**
   * Probability that the interval ever leaves out the truth.
   *
   * @default 0.05
   */
  readonly alpha?: number;
  /**
   * Units, of both arms together, at which the interval is tightest.
   *
   * @default 5_000
   */
  readonly tuning?: number;
}

/**
 * An interval for the difference of two arms' means per unit that may be looked at at any time and acted on: with
 * probability `1 - alpha` it holds the truth at every look. Asymptotic, from sample variances, so it needs some tens of
 * units an arm. Null while an arm has fewer than two units.
 *
 * @see Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas, Time-uniform central limit theory and asymptotic confidence
 * sequences, https://arxiv.org/abs/2103.06476
 */
export function confidenceSequence(
  control: UnitSums,
  treatment: UnitSums,
  { alpha = 0.05, tuning = 5000 }: ConfidenceSequenceOptions = {},
): { readonly difference: number; readonly interval: Interval } | null {
  if (control.count < 2 || treatment.count < 2) return null;
  const units = control.count + treatment.count;
  const difference = treatment.sum / treatment.count - control.sum / control.count;
  const standardError = Math.sqrt(varianceOfMean(control) + varianceOfMean(treatment));
  const logarithm = -2 * Math.log(alpha);
  const rho = Math.sqrt((logarithm + Math.log(logarithm + 1)) / tuning);
  const growth = units * rho * rho + 1;
  const width =
    standardError *
    Math.sqrt(units) *
    Math.sqrt(((2 * growth) / (units * rho) ** 2) * Math.log(Math.sqrt(growth) / alpha));
  return { difference, interval: [difference - width, difference + width] };
}

function varianceOfMean({ count, sum, sumOfSquares }: UnitSums): number {
  return Math.max(0, sumOfSquares - (sum * sum) / count) / (count - 1) / count;
}
