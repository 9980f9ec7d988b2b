import type { Posterior } from "../posteriors/posterior.ts";
import { normalCdf } from "../special/normal-cdf.ts";
import type { DecisionThresholds } from "./decide.ts";

/** What {@link daysToDecision} looks ahead from. */
export interface DaysToDecisionInput {
  readonly arms: readonly { readonly posterior: Posterior; readonly statistics: { readonly visitors: number } }[];
  /** Position of the control in `arms`. */
  readonly control: number;
  /** Days of data so far, or null where time is not known. */
  readonly days: number | null;
  readonly ended: boolean;
  readonly thresholds: DecisionThresholds;
  /** Money per visitor that thresholds are shares of. */
  readonly scale: number;
}

const WEEK = 7;
/** Beyond this an estimate says nothing. */
const LONGEST = 365;

/**
 * Days until the default rule ends, were the arms to differ as they seem to: standard deviations shrink with the root
 * of the days, and the rule is tried at each whole week. Normal, of the best challenger against the control alone: it is
 * an estimate for planning, and no decision rests on it.
 */
export function daysToDecision({ arms, control, days, ended, thresholds, scale }: DaysToDecisionInput): number | null {
  const base = arms[control];
  if (days === null || days < 1 || ended || !base || arms.some(({ statistics }) => statistics.visitors === 0))
    return null;
  const others = arms.filter((arm) => arm !== base).sort((a, b) => b.posterior.mean - a.posterior.mean);
  const challenger = others[0];
  if (!challenger) return null;
  const difference = challenger.posterior.mean - base.posterior.mean;
  const spread = Math.sqrt(challenger.posterior.variance + base.posterior.variance);
  const smallLoss = thresholds.expectedLoss * scale;
  const first = Math.max(Math.floor(days / WEEK) * WEEK + WEEK, thresholds.minimumDays);
  for (let day = first; day <= days + LONGEST; day += WEEK) {
    const deviation = spread * Math.sqrt(days / day);
    const ships =
      normalCdf(difference / deviation) >= thresholds.probabilityBest && lossOf(difference, deviation) < smallLoss;
    const keeps = lossOf(-difference, deviation) < smallLoss;
    const harms = normalCdf((-thresholds.harm * scale - difference) / deviation) >= thresholds.probabilityOfHarm;
    if (ships || keeps || harms) return day - days;
  }
  return null;
}

/** Expected shortfall of an arm that is better by a normal amount. */
function lossOf(difference: number, deviation: number): number {
  const z = difference / deviation;
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return deviation * (density - z * normalCdf(-z));
}
