import { PricewrightError } from "../../errors/pricewright-error.ts";
import { normalQuantile } from "../special/normal-quantile.ts";

/** What {@link planExperiment} needs to know. */
export interface PlanExperimentOptions {
  /** Conversion at the current price, between 0 and 1. */
  readonly baseline: number;
  /** The current price and the one to be tried. */
  readonly prices: readonly [current: number, tried: number];
  /** Visitors a day, both arms together. */
  readonly visitorsPerDay: number;
  /**
   * Smallest change of conversion to be found, relative to the baseline, such as -0.1; or `"break-even"`, the change
   * at which both prices earn the same.
   *
   * @default "break-even"
   */
  readonly minimumEffect?: number | "break-even";
  /**
   * Probability of finding a change of that size.
   *
   * @default 0.8
   */
  readonly power?: number;
  /**
   * Two-sided probability of finding a change where there is none.
   *
   * @default 0.05
   */
  readonly alpha?: number;
}

/** How large and how long a test must be, and what it costs. */
export interface ExperimentPlan {
  readonly visitorsPerArm: number;
  /** Whole days, at least two weeks. */
  readonly days: number;
  /** The change of conversion planned for, relative to the baseline. */
  readonly effect: number;
  /** Revenue given up in the arm that earns less, if the change is as planned; in the prices' currency. */
  readonly costOfTesting: number;
}

/**
 * Plans a test of two prices by the two-proportion normal formula with both tails.
 *
 * @throws PricewrightError `invalid-plan` when a number is out of range, or the effect is none.
 *
 * @see Fleiss, Levin, Paik, Statistical Methods for Rates and Proportions, chapter 4
 *
 * @example
 * planExperiment({ baseline: 0.02, prices: [39, 59], visitorsPerDay: 3400 }).visitorsPerArm;
 */
export function planExperiment(options: PlanExperimentOptions): ExperimentPlan {
  const { baseline, prices, visitorsPerDay, minimumEffect = "break-even", power = 0.8, alpha = 0.05 } = options;
  const [current, tried] = prices;
  const effect = minimumEffect === "break-even" ? current / tried - 1 : minimumEffect;
  const changed = baseline * (1 + effect);
  const inRange = [baseline, power, alpha].every((share) => share > 0 && share < 1) && changed > 0 && changed < 1;
  if (!inRange || !(current > 0 && tried > 0 && visitorsPerDay > 0) || effect === 0) {
    throw new PricewrightError(
      "invalid-plan",
      `A test of ${current} against ${tried} with conversion ${baseline} and a change of ${effect} cannot be planned; give shares between 0 and 1, prices and visitors above 0, and a change other than 0 that leaves conversion between 0 and 1.`,
    );
  }
  const pooled = (baseline + changed) / 2;
  const spread =
    normalQuantile(1 - alpha / 2) * Math.sqrt(2 * pooled * (1 - pooled)) +
    normalQuantile(power) * Math.sqrt(baseline * (1 - baseline) + changed * (1 - changed));
  const visitorsPerArm = Math.ceil((spread / (changed - baseline)) ** 2);
  return {
    visitorsPerArm,
    days: Math.max(14, Math.ceil((2 * visitorsPerArm) / visitorsPerDay)),
    effect,
    costOfTesting: visitorsPerArm * Math.abs(baseline * current - changed * tried),
  };
}
